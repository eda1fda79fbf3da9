### Settings

settings-company = Empresa
settings-people = Usuarios
settings-imports = Importaciones
settings-me = Mis ajustes
settings-saved = Guardado.
settings-admin-only = Solo la administración puede cambiarlo.

## Company
settings-name = Nombre de la empresa
settings-name-hint = Tal como lo conocen sus clientes.
settings-zone = Zona horaria
settings-zone-hint = Por ejemplo Europe/Madrid. Los días y los meses se cuentan según ella.
settings-currency = Moneda
settings-currency-hint = Tres letras, por ejemplo EUR. Si se deja vacía, resulta de la primera importación o del primer pedido que envía un programa propio. Después no cambia.
settings-currency-stays = En ella se llevan los libros.
settings-need-currency = Tres letras, por ejemplo EUR.
settings-sender = Remitente de los mensajes
settings-sender-email = Dirección del remitente
settings-sender-email-hint = Alguien debe leer las respuestas a esta dirección.
settings-public-url = Dirección pública de Sog
settings-public-url-hint = Los enlaces de baja de los mensajes empiezan así. Para el inicio de sesión, el cambio vale tras el próximo arranque.
settings-postal = Dirección postal
settings-postal-hint = Figura en cada mensaje; sin ella no se envía nada.
settings-contact = Cuánto contacto acepta una persona
settings-contact-text = Cuentan los contactos que parten de nosotros, por todos los canales y de todo el equipo.
settings-cap-touches = Contactos como máximo
settings-cap-touches-hint = Lo que supere este número no se envía.
settings-cap-days = … en tantos días
settings-cap-days-hint = Contados hacia atrás desde el envío.
settings-half-life = Vida media de la presión en días
settings-half-life-hint = Tras estos días, un contacto pesa la mitad.
settings-holdout = Grupo de comparación en porcentaje
settings-holdout-hint = Estos clientes, elegidos al azar, no reciben nada, para poder medir el efecto.
settings-reply-days = Días hasta la primera respuesta
settings-reply-days-hint = Lo que puede esperar una reclamación sin primera respuesta. Después figura en «Confianza».

## What is wrong with a field
settings-need-name = Indique un nombre.
settings-need-zone = Esta zona horaria no se conoce. Escríbala como Europe/Madrid.
settings-need-email = No es una dirección de correo. Escríbala como nombre@example.com.
settings-need-url = La dirección debe empezar por https:// o http://.
settings-need-range = Indique un número de { $low } a { $high }.

## People
settings-person-name = Nombre
settings-person-team = Rol
settings-person-language = Idioma
settings-person-since = Desde
settings-person-state = Acceso
settings-person-active = activo
settings-person-inactive = bloqueado
settings-person-stop = Bloquear
settings-person-start = Permitir
settings-person-new = Añadir persona
settings-person-add = Añadir
settings-person-password = Primera contraseña
settings-person-added = { $name } ya puede iniciar sesión.
settings-email-taken = Esta dirección ya pertenece a otra persona.
settings-not-yourself = No puede bloquearse a sí mismo. Pídaselo a otra persona de administración.
settings-not-own-role = No puede cambiar su propio rol. Pídaselo a otra persona de administración.
settings-not-own-password = Su propia contraseña se cambia en «Mis ajustes».
settings-person-password-new = Contraseña olvidada
settings-person-password-text = Asigne una nueva primera contraseña y comuníquela en privado. Se cerrarán todas las sesiones de esta persona.
settings-person-password-give = Asignar contraseña nueva
settings-person-password-set = { $name } tiene una contraseña nueva. Se han cerrado todas sus sesiones.

## Imports
settings-imports-none = Aún no se ha importado nada
settings-imports-none-text = La orden «sog import» lee archivos; después verá aquí el resultado.
settings-import-files = Archivos
settings-import-at = Cuándo
settings-import-preset = Plantilla
settings-import-rows = Filas
settings-import-accepted = Aceptadas
settings-import-duplicates = Ya conocidas
settings-import-rejected = Rechazadas
settings-import-blocked = Omitidas (borradas)
settings-import-download = descargar

## One's own wishes
settings-language = Idioma
settings-theme = Apariencia
settings-password = Contraseña
settings-password-old = Contraseña actual
settings-password-new = Contraseña nueva
settings-password-change = Cambiar contraseña
settings-password-hint = Al menos { $least } caracteres. Una frase larga es mejor que un acertijo corto.
settings-password-short = La contraseña necesita al menos { $least } caracteres.
settings-password-long = La contraseña es demasiado larga.
settings-password-wrong = La contraseña actual no es correcta.
settings-password-saved = La contraseña se ha cambiado. Los demás dispositivos han quedado desconectados.

## Mail server
settings-mail = Servidor de correo
settings-mail-server = Servidor de correo saliente
settings-mail-host = Servidor
settings-mail-host-hint = Por ejemplo smtp.example.com.
settings-mail-port = Puerto
settings-mail-security = Cifrado
settings-mail-user = Usuario
settings-mail-user-hint = Déjelo vacío si el servidor no pide identificación.
settings-mail-password = Contraseña
settings-mail-password-kept = Hay una contraseña guardada. Déjelo vacío para conservarla.
settings-mail-password-none = Aún no hay contraseña guardada.
settings-mail-connections = Conexiones simultáneas
settings-mail-connections-hint = De 1 a 4. Más es más rápido, pero no todos los servidores lo admiten.
settings-mail-selector = Selector DKIM
settings-mail-selector-hint = Nombre de la clave con que se firman los mensajes.
settings-mail-dns = Esto debe publicar en el DNS
settings-mail-dns-text = Con este registro TXT los destinatarios comprueban que un mensaje es realmente suyo. También hacen falta los registros SPF y DMARC de su dominio.
settings-mail-dns-name = Nombre
settings-mail-dns-value = Valor
settings-mail-dns-none = El registro aparecerá aquí en cuanto haya una dirección de remitente en «Empresa» y se haya guardado el servidor de correo.
settings-need-host = Indique el nombre del servidor, sin https://.
settings-need-selector = Solo letras, cifras y guiones.

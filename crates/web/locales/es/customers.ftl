### Customers: the list, and the picture of one

customers-title = Clientes
customers-text = Quién compra, qué se necesita ahora y en qué punto de su propia compra está cada cliente.
customers-none = Aún no hay clientes
customers-none-text = Lea pedidos o clientes con «sog import» y ejecute después «sog refresh».
customers-search = Búsqueda
customers-search-hint = Nombre o número
customers-name = Cliente
customers-phase = Fase
customers-need = Necesita ahora
customers-region = Región
customers-owner = Responsable
customers-orders = Pedidos
customers-revenue = Ingresos netos
customers-last = Último pedido
customers-complaints = Reclamaciones
customers-complaints-open = con reclamación abierta
customers-found =
    { $count ->
        [one] { $count } cliente encontrado
       *[other] { $count } clientes encontrados
    }
customers-nobody = No se ha encontrado a nadie
customers-nobody-text = Ningún cliente cumple todas las condiciones. Quite alguna o busque de otra forma.
customers-reset = Mostrar todos los clientes

## One customer: figures
customer-facts = Cifras clave
customer-no-picture = Aún no hay imagen
customer-no-picture-text = Todavía no ha ocurrido nada con este cliente, o las imágenes no están al día. «sog refresh» las actualiza.
customer-net = Ingresos netos
customer-net-means = Suma de todas las líneas: ventas, devoluciones y ajustes, exacta al céntimo. n cuenta las líneas.
customer-net-note = Ventas { $gross }
customer-orders = Pedidos
customer-orders-means = Números de pedido distintos entre las ventas. Las devoluciones y los ajustes no cuentan como pedido. n cuenta las líneas de venta.
customer-returned = Devoluciones
customer-returned-means = Suma de devoluciones y cancelaciones. n cuenta sus líneas.
customer-returned-note = { $share } de las ventas
customer-last = Último pedido
customer-last-means = Día de la primera línea del último pedido. n cuenta los pedidos.
customer-no-order = Aún sin pedidos
customer-rhythm = Ritmo
customer-rhythm-means = La distancia central entre dos días de pedido (mediana). n cuenta las distancias.
customer-rhythm-value =
    { $days ->
        [one] cada { $days } día
       *[other] cada { $days } días
    }
customer-rhythm-range = de { $low } a { $high } días
customer-rhythm-unknown = Hacen falta dos días de pedido.
customer-rhythm-few =
    { $count ->
        [one] Solo { $count } intervalo: aún no es seguro.
       *[other] Solo { $count } intervalos: aún no es seguro.
    }
customer-rhythm-from =
    { $count ->
        [one] de { $count } intervalo
       *[other] de { $count } intervalos
    }
customer-rhythm-overdue = Atrasado: { $days } días sin pedido, antes nunca más de { $longest }.
customer-pressure = Presión de contacto
customer-pressure-means = Contactos que partieron de nosotros. Cada uno cuenta 1 y, a los { $days } días, la mitad. n cuenta los contactos.
customer-pressure-note = { $most } de un máximo de { $cap } en { $days } días
customer-pressure-none = Aún no hemos iniciado ningún contacto.
customer-balance = Por iniciativa propia
customer-balance-means = Proporción de contactos que inició el cliente. n cuenta los contactos.
customer-balance-note = { $inbound } del cliente, { $outbound } nuestros
customer-balance-unknown = Aún no consta ningún contacto.
customer-complaints = Reclamaciones abiertas
customer-complaints-means = Reclamaciones sin resolver. Mientras haya una abierta, no se envía publicidad. n cuenta todas las reclamaciones.
customer-opportunity = Nuevo: { $phase }
customer-open-complaints =
    { $count ->
        [one] { $count } reclamación abierta
       *[other] { $count } reclamaciones abiertas
    }

## One customer: needs and revenue
customer-needs = ¿Qué se necesita y cuándo?
customer-needs-means = Pedidos por familia y mes del año, todos los años juntos. El marco señala la ventana de necesidad: los meses en que se compró y el mes anterior. Lo que se compra todo el año no lleva marco.
customer-calendar-caption = Pedidos por mes
customer-calendar-cell =
    { $orders ->
        [one] { $family }, { $month }: { $orders } pedido
       *[other] { $family }, { $month }: { $orders } pedidos
    }
customer-calendar-guess = Trazo discontinuo: comprado en una sola temporada; la necesidad aún no es segura.
customer-chart = Ingresos netos por mes
customer-chart-summary = De { $from } a { $until }

## One customer: permission
customer-may = ¿Qué se puede enviar?
customer-may-means = Así decidiría ahora la comprobación sobre un mensaje publicitario de esta familia. Al enviar se comprueba otra vez. El código indica la regla.
customer-may-nobody = No hay ninguna persona de contacto. Sin ella no se puede escribir a nadie.
customer-may-about = Mensaje sobre
customer-may-ask = Comprobar
customer-person-cap = { $count } de { $cap } contactos en { $days } días

## One customer: history
customer-history = Historial
customer-history-campaign = Campaña
customer-history-count =
    { $count ->
        [one] { $count } entrada
       *[other] { $count } entradas
    }
customer-history-none = Aún no ha ocurrido nada.
customer-history-all = Mostrar las { $count } entradas
customer-lines =
    { $count ->
        [one] { $count } línea
       *[other] { $count } líneas
    }

## One customer: phase
customer-phase = Fase
customer-phase-means = En qué punto de su compra está el cliente. Solo lo que hace el propio cliente cambia la fase; nuestras llamadas y ofertas no.
customer-phase-because = Prueba: { $event }, { $date }.
customer-evidence = Ver en el historial
customer-phase-none = Todavía no hay pruebas. No lo sabemos.
customer-opportunity-because = Nuevo desde la última compra: { $event }, { $date }.
customer-phase-all = Todas las pruebas
customer-phase-over = ya no cuenta

## One customer: complaints, words, barriers, deals, consent
customer-complaints-title = Reclamaciones
customer-complaints-none = No consta ninguna reclamación.
customer-complaint-open = abierta
customer-complaint-closed = resuelta el { $date }
customer-words = En sus propias palabras
customer-words-means = Lo que el propio cliente ha dicho o escrito: necesidades, consultas, búsquedas, respuestas, reclamaciones.
customer-words-none = Aún no hay nada anotado.
customer-barriers = ¿Qué frena la compra?
customer-barriers-means =
    { $count ->
        [one] Barreras que ventas anotó en { $count } nota.
       *[other] Barreras que ventas anotó en { $count } notas.
    }
customer-barriers-none = No hay barreras anotadas. Eso no significa que no existan.
customer-barrier-count =
    { $count ->
        [one] { $count } nota, { $date }
       *[other] { $count } notas, última { $date }
    }
customer-deals = Oportunidades
customer-consent = Consentimientos
customer-consent-means = Cada declaración se conserva, con su fecha y origen. Una retirada vale al instante y sobrevive a compras posteriores.
customer-consent-none = No consta ninguna declaración.
customer-consent-text = texto { $version }
customer-consent-sale = compra { $sale }
customer-source-unsubscribe = baja desde un mensaje
customer-source-message = mensaje { $id }
customer-source-received = recibido el { $at }
customer-blocked = bloqueado desde { $date }

customer-privacy = Protección de datos
customer-privacy-means = Todo lo que se guarda de este cliente se puede entregar como archivo (RGPD art. 15 y 20) o borrar para siempre (art. 17).
customer-export = Todo lo guardado, como archivo (JSON)
customer-erase = Borrar este cliente …
erase-title = Borrar un cliente
erase-what = Esto se guarda de { $id } y se borraría para siempre. Nadie puede recuperarlo.
erase-events = { $count ->
    [one] 1 evento
   *[other] { $count } eventos
}
erase-records = { $count ->
    [one] 1 registro (cliente, contactos, consentimientos, negocios, reclamaciones, mensajes, respuestas)
   *[other] { $count } registros (cliente, contactos, consentimientos, negocios, reclamaciones, mensajes, respuestas)
}
erase-rejected = { $count ->
    [one] 1 fila rechazada de una importación
   *[other] { $count } filas rechazadas de importaciones
}
erase-stays = Queda que hubo un borrado, y resúmenes cifrados que nadie puede leer: con ellos se reconoce a la persona y no se la vuelve a admitir cuando se importa un archivo antiguo.
erase-backups = Las copias de seguridad anteriores aún contienen los datos. Deje que caduquen.
erase-reason = Motivo
erase-reason-hint = Se guarda con el borrado, sin nombres ni direcciones de la persona.
erase-typed = Escriba { $id } para confirmar
erase-need-typed = Este no es el número del cliente. No se ha borrado nada.
erase-do = Borrar para siempre
erase-not = No borrar
erase-done = El cliente está borrado.
erase-done-mentioned = El cliente está borrado. Las palabras de una campaña lo nombran; revíselas, por favor.
erase-not-clean = El cliente está borrado y ya nadie puede verlo. Aún no se pudieron eliminar archivos; se hará con la próxima orden o cuando arranque el servidor.
erase-later = Se le está enviando un mensaje, o sus datos no dejan de cambiar. No se ha borrado nada; inténtelo de nuevo en un minuto.

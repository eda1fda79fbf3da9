### Empujar y atraer en equilibrio: contactos, presión, qué vino después de las ventas

balance-title = Equilibrio
balance-text = Quién inicia los contactos, cuánta presión pesa sobre las personas y qué vino después de las ventas.
balance-window = Contactos de los últimos
balance-days = { $days } días
balance-half-life = un contacto pesa la mitad al cabo de { $days } días
balance-ours = Iniciados por nosotros
balance-ours-is = Contactos salientes y mensajes enviados, por todos los canales y por todos los nuestros. n cuenta todos los contactos.
balance-theirs = Iniciados por clientes
balance-theirs-is = Contactos entrantes: llamadas, correos, visitas de clientes. n cuenta todos los contactos.
balance-share = Iniciados por clientes, proporción
balance-share-is = Contactos iniciados por clientes, de todos aquellos de los que se sabe quién los inició. Ambas direcciones son bienvenidas.
balance-no-contacts = No hubo contactos.
balance-answered = Bien respondidos
balance-answered-is = De los contactos que iniciamos y cuyos 14 días han pasado: aquellos tras los cuales, en esos días, la misma persona vino a nosotros, respondió a un mensaje, preguntó, expresó una necesidad, pidió una oferta o hizo un pedido, sin oposición, retirada ni reclamación. Lo que no nombra a nadie, como la mayoría de los pedidos, cuenta para todas las personas del cliente. Una respuesta cuenta para cada contacto al que siguió tan pronto, y una oposición también. No se miran los contactos cuyos 14 días van más allá de la última venta conocida. El intervalo tiene en cuenta que los contactos de un mismo cliente se parecen.
balance-none-watched = De ningún contacto se conocen todavía los 14 días posteriores.
balance-worse = Seguidos de oposición, retirada o reclamación
balance-watched = Observados 14 días
balance-level = Umbral de presión
balance-level-is = La presión justo antes de un contacto más allá de la cual los contactos de esta empresa se respondieron peor. Se miran todos los contactos que alguna vez iniciamos, cada uno comparado con otros por el mismo canal a personas que antes habían respondido de forma parecida. Un umbral solo se indica donde el azar mostraría uno tan claro en menos de 5 de cada 100 casos; su intervalo debería contenerlo en 9 de cada 10. No dice por qué: a quien se llama más a menudo quizá se le llama porque no responde.
balance-level-says = Más allá de una presión de { $at }, la proporción de contactos bien respondidos fue { $fewer } puntos porcentuales menor, en comparación por el mismo canal y con personas que antes habían respondido de forma parecida. El umbral está entre { $low } y { $high }.
balance-unknown-few = De momento muy pocos contactos: a ambos lados de un umbral hacen falta al menos { $contacts } contactos con { $customers } clientes.
balance-unknown-chance = Ningún umbral se distingue del azar: el azar por sí solo mostraría otro tanto en el { $share } de los casos.
balance-unknown-better = De momento los contactos bajo más presión se respondieron mejor, no peor.
balance-beyond = Personas por encima del umbral
balance-beyond-is = Personas sobre las que ahora pesa más presión que el umbral. n cuenta todas las personas con las que alguna vez iniciamos un contacto.
balance-beyond-unknown = Todavía no se conoce ningún umbral.
balance-weeks = Contactos por semana
balance-weeks-is = Los contactos de cada semana, según quién los inició. Una semana va de lunes a domingo; la última no ha terminado.
balance-weeks-says = Iniciamos { $ours } contactos, los clientes { $theirs }.
balance-week = Semana desde
balance-by-channel = Por canal
balance-by-team = Por campaña
balance-by-owner = Por persona de la empresa
balance-by-phase = Por fase del cliente
balance-parts-is = Los mismos contactos, repartidos. De quién es un contacto lo dice el propio contacto, si no, vale quien era entonces responsable del cliente. La fase es la que estaba vigente en el momento del contacto.
balance-part = Parte
balance-campaigns = Campañas
balance-single = Contactos sueltos
balance-nothing-named = Sin nombre
balance-curve = Respuestas según la presión
balance-curve-is = La proporción de contactos bien respondidos según la presión que pesaba justo antes sobre la persona; todos los contactos que alguna vez iniciamos y cuyos 14 días han pasado. Cada barra contiene más o menos los mismos contactos. Todas las personas y canales juntos: a quien se contacta más quizá responde más de por sí; las barras pueden subir aunque personas parecidas respondan menos. Los intervalos tienen en cuenta que los contactos de un mismo cliente se parecen.
balance-pressure = Presión
balance-range = Intervalo (95 %)
balance-n = Contactos
balance-load = Presión ahora
balance-load-is = Cuántas personas están ahora bajo cuánta presión: los contactos que iniciamos con ellas, por todos los canales y por todos los nuestros; cada uno pesa la mitad al cabo de un periodo de semivida.
balance-load-below = menos de { $until }
balance-load-between = de { $from } a menos de { $until }
balance-load-from = { $from } y más
balance-people = Personas
balance-pressed = Bajo más presión
balance-pressed-is = Los diez clientes con una persona sobre la que ahora pesa más presión. Se cuentan todos los contactos que alguna vez iniciamos con esa persona.
balance-pressed-none = Todavía no hemos iniciado un contacto con nadie.
balance-person = Persona
balance-sellers = Ventas, y qué vino después
balance-sales-all = Las ventas de todas las regiones: aquí no se mira la región elegida.
balance-no-sales = Todavía no hay ventas.
balance-more-sellers =
    { $count ->
        [one] { $count } persona más tiene ventas menores.
       *[other] { $count } personas más tienen ventas menores.
    }

## Qué vino después de las ventas
after-three = A los 90 · 180 · 365 días, siempre de pedidos observados ese tiempo.
after-all = Cada plazo con su n y su margen
after-title = Qué vino después de las ventas
after-is = Pedidos de clientes con nombre y qué vino después. Cada línea mira solo los pedidos lo bastante antiguos para haber sido observados ese tiempo; n es su número. Devuelto: dinero de devoluciones, del dinero vendido. Anulados: pedidos cuyo dinero volvió por completo. Una reclamación pertenece al pedido que nombra, si no, al último del cliente antes de ella. Volvieron a pedir: en un día posterior, con su intervalo del 95 %, que tiene en cuenta que los pedidos de un mismo cliente se parecen.
after-whose = De quién
after-watched = Observado
after-so-far = hasta ahora
after-days = { $days } días
after-orders = Pedidos (n)
after-revenue = Vendido
after-returned = Devuelto
after-cancelled = Anulados
after-complaints = Reclamaciones por cada 100 pedidos
after-again = Volvieron a pedir
after-unknown = aún no se sabe
balance-below = menos de { $value }

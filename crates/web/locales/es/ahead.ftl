### Lo que dicen los modelos: quién vuelve, qué hará falta, quién ha callado

comeback-active = Sigue activo
comeback-active-means = La probabilidad de que este cliente no se haya ido del todo, según con qué frecuencia pidió, cuánto hace del último pedido y cómo se comportan todos los clientes (BG/NBD, MBG/NBD o Pareto/NBD, el más verosímil). n cuenta los clientes de los que se ha aprendido. El margen se cumple en nueve de cada diez casos.
comeback-expected = Pedidos en un año
comeback-expected-means = Días con pedido que cabe esperar en un año desde la última venta conocida; ya se ha descontado que el cliente pueda haberse ido. El margen es el de la esperanza, no el de los pedidos. n cuenta los clientes de los que se ha aprendido.
comeback-value = Valor en un año
comeback-value-means = Lo que sumarán esos pedidos, cada uno de menos valor cuanto más tarde llegue (10 % al año). Las devoluciones no se descuentan. n cuenta los clientes de los que se ha aprendido.
comeback-range = de { $low } a { $high }
comeback-no-range = Los datos no dicen con qué seguridad.
comeback-no-order = Todavía sin pedidos
comeback-no-amounts = Los importes de los pedidos no lo dicen.
comeback-too-few = Solo hay { $count } clientes por ahora; hacen falta al menos 50 para decir quién vuelve.
comeback-no-repeats = Nadie ha pedido aún por segunda vez, así que nada dice quién vuelve.
comeback-not-fitting = Ningún modelo se ajusta a estos pedidos; por eso no hay cifra.
known-until = Conocido hasta el { $date }.

## Necesidades
needs-title = Necesidades
needs-text = Lo que los clientes probablemente necesitarán en las próximas semanas, según su ritmo y la temporada.
needs-unknown = Aún no se sabe
needs-too-short = Los pedidos abarcan muy pocas semanas: hacen falta al menos seis.
needs-too-few = Solo { $count } pedidos en las semanas de las que se podría aprender; hacen falta al menos 40 para decir quién necesitará qué.
needs-not-learned = Nada en los pedidos dice quién necesitará qué.
needs-no-data = Lea pedidos con «sog import» y ejecute después «sog refresh».
needs-calendar = Calendario de necesidades
needs-calendar-means = Cuántos clientes pedirán probablemente una familia por primera vez a partir de ahora, semana a semana. Solo cuentan los clientes que ya la pidieron. Señale una casilla para ver el margen que se cumple en nueve de cada diez casos, en lo que depende del azar; si todos los clientes cambian a la vez, no puede saberlo.
needs-caption = Clientes por familia y semana
needs-cell =
    { $count ->
        [one] { $family }, semana del { $week }: cerca de { $count } cliente (de { $low } a { $high })
       *[other] { $family }, semana del { $week }: unos { $count } clientes (de { $low } a { $high })
    }
needs-month = Se necesita en cuatro semanas
needs-month-means = Parejas de cliente y familia que probablemente se pedirán en cuatro semanas. n cuenta las parejas conocidas. El margen se cumple en nueve de cada diez casos, en lo que depende del azar.
needs-who = Quién lo necesitará
needs-nobody = Nadie ha pedido aún esta familia.
needs-window = Ventana
needs-peak = Lo más probable
needs-from-until = del { $from } al { $until }
needs-probability = Probabilidad
needs-probability-means = De al menos un pedido de la familia en las próximas 26 semanas.
needs-said = Dicho por clientes
needs-said-means = Necesidades que los clientes nos contaron con sus palabras y cuyos días caen en el próximo medio año; primero la más cercana. En el calendario las semanas de las familias que aparecen llevan marco.
needs-said-more = y { $count } más
needs-words = En sus palabras
needs-cell-said =
    { $count ->
        [one] { $count } cliente lo dijo
       *[other] { $count } clientes lo dijeron
    }
needs-one = Qué hará falta
needs-one-means = La probabilidad, en tanto por ciento, de que el próximo pedido de la familia caiga en esas dos semanas, según el ritmo de este cliente, la temporada y cómo la compran los demás. El marco contiene la mitad de lo probable. Conoce la temporada y el ritmo propio en esa familia; «Sigue activo» no, por eso pueden diferir en quien lleva tiempo sin pedir.
needs-caption-one = Tanto por ciento por familia y quincena; delante de la familia, el de las 26 semanas
needs-cell-one = { $family }, dos semanas desde el { $week }: { $share }

## Pérdida silenciosa
silent-title = Pérdida silenciosa
silent-text = Clientes que han dejado de comprar según su propio ritmo y a quienes nadie preguntó por qué.
silent-badge = Ha dejado de comprar.
silent-told =
    { $days ->
        [one] { $days } día sin pedidos, con un intervalo mediano de { $rhythm } días; fuera de lo habitual desde el { $since }.
       *[other] { $days } días sin pedidos, con un intervalo mediano de { $rhythm } días; fuera de lo habitual desde el { $since }.
    }
silent-question = Pregunte:
silent-ask = ¿Qué ha cambiado para usted desde su último pedido con nosotros?
silent-ask-family = Antes nos compraba { $family }. ¿Cómo lo resuelve hoy?
silent-ask-complaint = Tuvo una reclamación con nosotros. ¿Se resolvió como usted deseaba?
silent-no-data = Aún no hay ventas
silent-none = Nadie ha dejado de comprar
silent-none-text = Todos los clientes con un ritmo (tres días con pedido o más) siguen en él.
silent-show = Mostrar
silent-show-unasked = nunca se preguntó por qué
silent-show-all = todos
silent-count = Han dejado de comprar
silent-count-means = Clientes con al menos tres días con pedido cuyo silencio es más largo que cualquiera anterior y que, a su ritmo, a lo sumo uno de cada veinte clientes activos guardaría. n cuenta todos los clientes con pedido.
silent-count-note =
    { $count ->
        [one] { $count } cliente volvió a pedir alguna vez
       *[other] { $count } clientes volvieron a pedir alguna vez
    }
silent-worth = En juego en un año
silent-worth-means = Lo que pedirían en un año a su propio ritmo: la frecuencia mientras compraban por el importe esperado. El margen se cumple en nueve de cada diez casos en lo que depende del ritmo. n cuenta quienes han dejado de comprar.
silent-worth-unknown = Los importes de los pedidos no lo dicen.
silent-asked = Se preguntó por qué
silent-asked-means = Parte de todos los que han dejado de comprar (no solo los de la lista) de los que ventas anotó una barrera después del último pedido. n cuenta quienes han dejado de comprar.
silent-contacted = Contactados
silent-contacted-means = Parte de quienes han dejado de comprar a los que contactamos cuando el silencio ya no era habitual, se preguntara o no. n cuenta quienes han dejado de comprar.
silent-nobody = Aquí nadie ha dejado de comprar.
silent-chart = En juego según la antigüedad del silencio
silent-chart-summary = Cuanto más reciente el silencio, más fácil es que una pregunta todavía ayude.
silent-age = de { $low } a { $high } días
silent-age-more = { $low } días o más
silent-age-head = Fuera de lo habitual desde hace
silent-since = Sin comprar desde
silent-since-means = El primer día en que el silencio fue más largo de lo que explica el ritmo de este cliente. Lo que hacen todos los clientes juntos puede hacer probable el regreso a pesar de ello: entonces «Sigue activo» es alto al lado.
silent-days =
    { $days ->
        [one] { $days } día sin pedidos
       *[other] { $days } días sin pedidos
    }
silent-order-days =
    { $count ->
        [one] { $count } día con pedido
       *[other] { $count } días con pedido
    }
silent-heard = Lo que sabemos
silent-heard-means = La última barrera anotada desde el último pedido y el último contacto que iniciamos cuando el silencio ya no era habitual.
silent-never-asked = nunca se preguntó
silent-contact-at = contactado el { $date }

## Lista: filtros, columnas, vistas guardadas
customers-comes = Vuelve
customers-comes-sure = probable (80 % o más)
customers-comes-open = incierto
customers-comes-hardly = apenas (20 % o menos)
customers-comes-silent = ha dejado de comprar
customers-columns = Elegir columnas
customers-export = Descargar como csv
tab-customers = Clientes
tab-needs = Necesidades
tab-silent = Pérdida silenciosa
views-title = Vistas guardadas
views-shared = para todos
views-remove = Quitar
views-removed = «{ $name }» se ha quitado. Lo que mostraba sigue aquí; guárdelo de nuevo si fue un error.
views-save = Guardar esta vista
views-label = Nombre
views-share = Todos la ven
views-keep = Guardar
views-name = Una vista necesita un nombre de { $count } caracteres como máximo.
views-many = Usted tiene { $count } vistas. Quite una primero.
views-saved = «{ $name }» se ha guardado.
views-taken = Ya tiene una vista «{ $name }». Elija otro nombre o quite esa primero.

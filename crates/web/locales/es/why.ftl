### Por qué no se alcanza un objetivo

why-title = ¿Por qué?
why-text = Dónde falta el dinero y qué motivos dan los clientes.
why-none = Nada que preguntar
why-none-text = A ningún objetivo le falta nada, o aún no hay ninguno.
why-to-targets = Ir a los objetivos
why-choose = Objetivo al que le falta algo
why-choose-none = Elija uno
why-choose-title = Elija un objetivo
why-choose-text = Entonces verá de qué se compone lo que falta y qué motivos anotó ventas.
why-ask = Preguntar por qué
why-stale = Tras la última actualización llegaron ventas nuevas. En breve se actualizará por sí solo, o puede hacerlo ahora.
why-look-again = Los datos cambiaron desde que miró. Mire de nuevo antes de hacer un briefing.
why-made = A fecha de { $time }
why-brief = Hacer un briefing de este diagnóstico

## El veredicto
why-status-met = No falta nada
why-status-explained = Explicado
why-status-explained-means = Destaca una barrera que anotó ventas, y destaca también una causa o un lugar. Todo lo demás se llama «pocas pruebas».
why-status-ambitious = Objetivo ambicioso
why-status-unknown = Pocas pruebas
why-met = No se espera que falte nada: { $surplus } más que el objetivo.
why-explained = Faltan { $missing }. Lo que más se ha quedado atrás es «{ $place }», y ventas anota «{ $barrier }» más que de costumbre.
why-explained-part = Faltan { $missing }. La parte mayor: «{ $part }» con { $amount }. Ventas anota «{ $barrier }» más que de costumbre.
why-explained-part-more = Faltan { $missing }. Solo «{ $part }» resta { $amount }; lo demás compensa una parte. Ventas anota «{ $barrier }» más que de costumbre.
why-explained-weeks = Faltan { $missing }. En las últimas ocho semanas lo que más se perdió fue en «{ $place }», y ventas anota «{ $barrier }» más que de costumbre.
why-ambitious = Faltan { $missing } porque el objetivo pide { $ambition } más que el año pasado. Nada más destaca.
why-not-enough = Faltan { $missing }. No hay pruebas suficientes para decir por qué.
why-fact-driver = { $driver }: { $lost } perdidos en las últimas ocho semanas frente a las mismas semanas del año anterior.
why-fact-focus = { $place }: { $lost } perdidos en las últimas ocho semanas; comparado con cómo se movió el resto faltan { $excess }.
why-fact-barrier = «{ $barrier }» está en el { $share } de las notas con motivo ({ $notes } de { $of }), más que { $against }.
why-missing = Qué falta para decir más
why-questions = Cinco preguntas a ventas
why-against-before = antes
why-against-rest = en el resto de la empresa
why-lack-last-year = Los datos no tienen el mismo mes del año pasado, así que no hay con qué comparar.
why-lack-notes = Muy pocas notas nombran una barrera: { $have } de { $need }.
why-lack-compare = Muy pocas notas anteriores para comparar: { $have } de { $need }.
why-lack-barrier = Hay notas suficientes, pero ninguna barrera se nombra más que antes.
why-lack-driver = Ningún grupo de compradores, familia o región destaca más allá del azar. Eso no significa que allí no falte nada: la tabla muestra dónde falta más.
why-ask-what-changed = ¿Qué cambió allí?
why-ask-leave = ¿Por qué ya no compran clientes que siempre compraban?
why-ask-not-begin = ¿Por qué no empiezan los que podrían ser clientes?
why-ask-less-often = ¿Por qué los clientes piden con menos frecuencia?
why-ask-smaller = ¿Por qué los pedidos son más pequeños?
why-ask-returns = ¿Por qué los clientes devuelven más?
why-ask-who-stays-away = ¿Quién de los compradores anónimos no viene, y desde cuándo?
why-ask-what-keeps = En palabras del cliente: ¿qué le impide comprar ahora?
why-ask-instead = ¿Qué hacen o compran en su lugar?
why-ask-help = ¿Qué tendría que ser cierto para que compren?
why-ask-when = ¿Cuándo volverá la necesidad?
why-ask-who-decides = ¿Quién más decide?

## Cifras
why-shortfall = Importe que falta
why-shortfall-means = Objetivo menos lo facturado y lo esperado. Por debajo de cero se supera el objetivo.
why-booked-until = hasta { $date }
why-last-year = Año pasado, mes entero
why-last-year-means = Ingresos netos del mismo mes del año pasado.

## Del objetivo a lo esperado
why-waterfall = Del objetivo a lo que se espera
why-waterfall-summary = De un objetivo de { $target } a { $expected } esperados.
why-waterfall-means = Cada paso es una parte de lo que falta. Hacia abajo lo aumenta, hacia arriba ayudó. Todas las partes suman lo que falta, al céntimo.
why-part = Parte de lo que falta
why-adds = Aporta a lo que falta
why-sum = Suma
why-sum-shortfall = Suma = lo que falta
why-part-ambition = Objetivo sobre el año pasado
why-part-ambition-means = Cuánto más pide el objetivo que lo que trajo el mes entero del año pasado.
why-part-rest = Resto del mes
why-part-rest-means = Cuánto menos se espera del resto del mes que del resto del año pasado. Incluye lo que trajo un día sin terminar.
why-part-unexplained = Sin comparación posible

## Dónde
why-where = ¿Dónde falta?
why-compared = { $now } comparado con { $then }.
why-recent = Las últimas ocho semanas
why-recent-means = Es un periodo más largo que el del gráfico de arriba, para que el azar cuente menos; por eso los importes son otros.
why-elapsed = El mes hasta ahora, como en el gráfico de arriba
why-window = { $from } a { $until }
why-groups = Quién compra, cuántas veces, por cuánto
why-groups-means = Nuevo es quien pidió por primera vez en los días comparados; recurrentes son todos los demás con nombre. Las líneas de un grupo suman lo que perdió.
why-groups-table = Todas las cifras
why-segment-new = Clientes nuevos
why-segment-returning = Clientes recurrentes
why-segment-named = Clientes con nombre
why-segment-anonymous = Ventas anónimas
why-factor = Factor
why-factor-customers = número de clientes
why-factor-orders-per-customer = pedidos por cliente
why-factor-orders = número de pedidos
why-factor-value-per-order = valor por pedido
why-factor-returns = devoluciones
why-net = Ingresos netos
why-noise =
    { $n ->
        [one] Solo por azar la pérdida está dentro de unos ± { $noise } (n = { $n } cliente).
       *[other] Solo por azar la pérdida está dentro de unos ± { $noise } (n = { $n } clientes).
    }
why-noise-anonymous =
    { $n ->
        [one] Solo por azar la pérdida está dentro de unos ± { $noise } (n = { $n } pedido).
       *[other] Solo por azar la pérdida está dentro de unos ± { $noise } (n = { $n } pedidos).
    }
why-before = Año pasado
why-after = Este año
why-lost = Perdido
why-lost-means = Año pasado menos este año en los días comparados. Por debajo de cero: ganado.
why-excess = Peor que el resto
why-excess-means = Lo que falta para el importe que se habría vendido si se hubiera movido como los demás.
why-families = Lo que perdieron las familias de productos
why-regions = Lo que perdieron las regiones
why-places-summary = En total { $sum } en los días comparados.
why-places-means = Ingresos netos del año pasado menos este año en los días comparados. Las filas dan la suma al céntimo.
why-place = Nombre
why-others =
    { $count ->
        [one] { $count } más
       *[other] { $count } más
    }
why-nameless = sin nombre
why-from-to = { $before } → { $after }
why-stands-out = destaca
why-stands-out-means = Se quedó atrás de los demás más de lo que explica el azar, y lo bastante para contar en lo que falta.
why-stands-out-against = más que { $against }

## Lo que anotó ventas
why-notes = Lo que anotó ventas
why-notes-in = Motivos anotados: { $place }
why-notes-means = Barreras en las notas de 90 días. Las proporciones se toman sobre las notas que nombran alguna barrera. El margen contiene la proporción real con un 95 %.
why-notes-basis = { $labelled } de { $notes } notas nombran una barrera, { $window }.
why-notes-rest =
    { $count ->
        [one] { $count } barrera más
       *[other] { $count } barreras más
    }
why-notes-none = Nadie anotó una barrera en estos días. Eso no significa que no la haya.
why-notes-of =
    { $of ->
        [one] { $notes } de { $of } nota
       *[other] { $notes } de { $of } notas
    }
why-no-notes = sin notas
why-share-of = { $share } ({ $notes } de { $of })
why-elsewhere = en otras partes
why-quotes =
    { $count ->
        [one] { $count } cita
       *[other] { $count } citas
    }
why-means = ¿Qué significan estas palabras?
why-earlier = Diagnósticos guardados antes

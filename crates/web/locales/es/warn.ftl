### Objetivos y avisos

warn-title = Objetivos y avisos
warn-text = Qué objetivo probablemente no se alcanzará, con qué seguridad y desde cuándo se podía saber.
warn-data-until = Las ventas se conocen hasta { $time }.
warn-no-data = Aún no hay ventas
warn-no-data-text = Lea pedidos con «sog import» y ejecute «sog refresh». Después podrá fijar aquí los objetivos.
warn-none = Aún no hay objetivos
warn-none-text = Sin objetivo no hay nada de qué avisar. Derive abajo objetivos del año pasado, escriba uno o lea un archivo con «sog import targets.csv».
warn-stale = Los objetivos aún no se han revisado. Ejecute «sog refresh».
warn-part = Ámbito
warn-filter = Filtrar
warn-open =
    { $count ->
        [0] Avisos
        [one] { $count } aviso
       *[other] { $count } avisos, primero donde hay más dinero
    }
warn-open-none = Ningún aviso
warn-open-none-text = Por lo que hoy se puede saber, ningún objetivo dejará de alcanzarse con una probabilidad de { $limit } o más.
warn-tables = Objetivos por mes
warn-group-missed = { $missed } de { $count } no alcanzados
warn-group-risk = { $missed } de { $count } en riesgo
warn-now = Este mes y los siguientes
warn-record = Meses pasados
warn-rows-none = Aquí no hay objetivos
warn-rows-none-text = Para estos meses no hay objetivos en este ámbito.
warn-columns = ¿Qué significan las columnas?
warn-limit = A partir de { $limit } se avisa.
warn-why = ¿Por qué?
warn-mark-seen = Marcar como visto
warn-marked-seen = Marcado como visto.

## Cifras
warn-target = Objetivo
warn-target-means = Ingresos netos que se deben alcanzar en el mes.
warn-booked = Facturado
warn-booked-means = Ingresos netos del mes hasta ahora: ventas menos devoluciones, exactos al céntimo. n cuenta los días de venta transcurridos.
warn-expected = Esperado
warn-expected-end = Esperado al final
warn-expected-means = Lo facturado más lo que probablemente traerán los días de venta que quedan, aprendido de los días pasados de este ámbito. n cuenta las previsiones anteriores de las que se aprende el margen.
warn-difference = Diferencia
warn-difference-means = Esperado (en un mes cerrado: facturado) menos objetivo. Por debajo de cero falta dinero.
warn-difference-note = { $share } del objetivo
warn-how-likely = ¿No se alcanzará?
warn-outcome = Resultado
warn-probability = Probabilidad de no alcanzarlo
warn-probability-means = En cuántos de 100 desarrollos probables del mes no se alcanza el objetivo.
warn-at-risk = En riesgo
warn-at-risk-means = Cuánto faltará de media para el objetivo en todos los desarrollos probables. Un excedente cuenta como nada.
warn-knowable = Se podía saber desde
warn-knowable-means = Primer día desde el que, sin interrupción, era probable no alcanzarlo, solo con lo que se sabía ese día.
warn-knowable-note =
    { $days ->
        [one] { $days } día antes de fin de mes
       *[other] { $days } días antes de fin de mes
    }
warn-knowable-since =
    { $days ->
        [one] Se podía saber desde el { $date }, { $days } día antes de fin de mes.
       *[other] Se podía saber desde el { $date }, { $days } días antes de fin de mes.
    }
warn-knowable-never = No se podía saber antes de fin de mes.
warn-knowable-no = Hasta ahora no es probable que no se alcance.
warn-range-80 = { $share }: de { $low } a { $high }
warn-ranges = { $share80 }: de { $low80 } a { $high80 }; { $share95 }: de { $low95 } a { $high95 }
warn-last-year = Año pasado
warn-figures = Cifras clave
warn-picture = Como imagen

## Con qué probabilidad, y cuánto mes ha pasado
warn-met = alcanzado
warn-missed = no alcanzado
warn-unknown = No lo sabemos.
warn-unknown-why = Hay muy pocos datos para una previsión.
warn-likely-almost-sure = Casi seguro que no se alcanzará
warn-likely-very = Muy probablemente no se alcanzará
warn-likely-probably = Probablemente no se alcanzará
warn-likely-open = Abierto
warn-likely-reached = Probablemente se alcanzará
warn-likely-surely-reached = Muy probablemente se alcanzará
warn-over = El mes ha terminado
warn-not-begun =
    { $days ->
        [one] sin empezar, { $days } día de venta
       *[other] sin empezar, { $days } días de venta
    }
warn-elapsed =
    { $days ->
        [one] { $elapsed } de { $days } día de venta transcurrido
       *[other] { $elapsed } de { $days } días de venta transcurridos
    }
warn-source-file = de un archivo
warn-source-entered = escrito a mano
warn-source-rule = año pasado { $change }

## Lo que conviene saber
warn-note-first-year = Aún no hay un año entero de datos, así que no se conoce la temporada. Por eso el margen es más amplio.
warn-note-few-months = Solo hay { $months } periodos anteriores comparables. El margen se basa sobre todo en una suposición.
warn-note-unfinished-day = El { $date } no está completo en los datos; el resto de ese día es previsión.
warn-note-data-ends = Los datos terminan el { $date }; los días siguientes son previsión.
warn-note-sales-ahead = Hay ventas con fecha futura (desde el { $date }). No se tienen en cuenta.
warn-note-data-begins = Los datos empiezan el { $date }, a mitad de mes.
warn-note-no-days-left = No queda ningún día de venta en el mes.
warn-note-short-history = El historial tiene { $days } días; una previsión necesita { $needed }.
warn-note-nothing-sold = En las últimas ocho semanas no se vendió nada aquí.
warn-note-irregular = Las ventas son aquí demasiado irregulares para decir qué vendrá.

## El gráfico
warn-chart = { $name }: { $month } día a día, acumulado
warn-chart-day = Día de { $month }
warn-chart-means = Todas las líneas suman los ingresos netos desde el día uno. Las zonas contienen 80 y 95 de 100 desarrollos probables. El año pasado es el mismo día del calendario del mismo mes.
warn-chart-summary = Esperado { $expected }, objetivo { $target }: { $words } ({ $percent }).
warn-chart-summary-over = Facturado { $booked }, objetivo { $target }: { $words }.
warn-band-80 = Margen del 80 %
warn-band-95 = Margen del 95 %
warn-mark-knowable = ya se sabía

## Un objetivo
warn-unfinished = Este mes no ha terminado.
warn-unfinished-text = A fecha del { $date }. Se compara con lo que será, no con un mes terminado.
warn-not-looked = La última actualización no revisó este objetivo: su mes está demasiado lejos, o «sog refresh» no se ha ejecutado desde entonces.
warn-when = ¿Cuándo se podía saber?
warn-when-over = No hubo ningún día desde el que fuera probable no alcanzarlo.
warn-notes = Conviene saber
warn-history = Avisos
warn-first-seen = avisado el { $date }
warn-change = Cambiar el objetivo
warn-delete = Quitar el objetivo
warn-delete-sure = ¿Quitar este objetivo? Su aviso se cierra.
warn-target-saved = Objetivo para { $name }, { $month }: { $amount }.
warn-target-deleted = El objetivo se ha quitado.

## Qué fue de un aviso
warn-state-new = nuevo
warn-state-seen = visto
warn-state-closed = cerrado
warn-closed-recovered = ya no es probable no alcanzarlo
warn-closed-missed = el mes terminó y el objetivo no se alcanzó
warn-closed-met = el mes terminó y el objetivo se alcanzó
warn-closed-gone = el objetivo se quitó o ya no se revisa
warn-closed-unknown = ya no se puede decir

## Fijar objetivos
warn-set = Fijar objetivos
warn-derive-title = Año pasado más x %
warn-derive-text = Deriva un objetivo del mismo mes del año pasado. Los objetivos de un archivo o escritos a mano se quedan como están.
warn-derive-percent = Porcentaje sobre el año pasado
warn-derive-percent-hint = Por ejemplo 5. Por debajo de cero para menos.
warn-derive-scopes = Para
warn-derive-families = cada familia de productos
warn-derive-regions = cada región
warn-derive-months = Meses
warn-derive-three = este y los dos siguientes
warn-derive-one = este mes
warn-derive-go = Derivar objetivos
warn-enter-title = Un objetivo
warn-enter-text = Un objetivo del mismo mes y ámbito se sustituye.
warn-enter-hint = Ingresos netos en el mes, por ejemplo 12.500.
warn-enter-go = Guardar objetivo
warn-import-hint = Muchos objetivos a la vez: «sog import targets.csv» con las columnas period, scope_kind, scope_value, amount.
warn-need-month = Elija un mes.
warn-need-scope = Elija un ámbito.
warn-need-amount = Escriba un importe mayor que cero, como 12.500.
warn-need-percent = Escriba un valor entre −100 y 200.
warn-need-scopes = Marque al menos una opción.
warn-derived =
    { $count ->
        [0] No se derivó ningún objetivo.
        [one] Se derivó { $count } objetivo.
       *[other] Se derivaron { $count } objetivos.
    }
warn-skipped-no-last-year =
    { $count ->
        [one] { $count } omitido: los datos no tienen el mes completo del año pasado.
       *[other] { $count } omitidos: los datos no tienen el mes completo del año pasado.
    }
warn-skipped-nothing =
    { $count ->
        [one] { $count } omitido: el año pasado no se vendió nada en ese mes.
       *[other] { $count } omitidos: el año pasado no se vendió nada en ese mes.
    }
warn-skipped-given =
    { $count ->
        [one] { $count } omitido: ya hay un objetivo de un archivo o escrito a mano.
       *[other] { $count } omitidos: ya hay objetivos de un archivo o escritos a mano.
    }

## Quién cambió los objetivos
warn-changes = Cambios en los objetivos
warn-changes-more =
    { $count ->
        [one] { $count } objetivo más
       *[other] { $count } objetivos más
    }
warn-change-line = { $after }, antes: { $before }
warn-no-target = sin objetivo
warn-undo = Deshacer
warn-undone =
    { $count ->
        [one] { $count } objetivo vuelve a estar como antes.
       *[other] { $count } objetivos vuelven a estar como antes.
    }
warn-undo-late = Estos objetivos se han vuelto a cambiar desde entonces; ya no se puede deshacer.
warn-admin-not = Los objetivos los fijan marketing y ventas.

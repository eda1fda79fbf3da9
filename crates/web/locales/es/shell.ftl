### The frame around every page

nav-label = Navegación principal
nav-today = Hoy
nav-customers = Clientes
nav-warnings = Objetivos
nav-why = Por qué
nav-campaigns = Campañas
nav-settings = Ajustes
skip-to-content = Ir al contenido
demo = Demostración
account-menu = Su cuenta
account-wishes = Idioma y apariencia
sign-out = Cerrar sesión

## Days
day-today = hoy
day-tomorrow = mañana
day-yesterday = ayer
days-ahead =
    { $days ->
        [one] dentro de { $days } día
       *[other] dentro de { $days } días
    }
days-ago =
    { $days ->
        [one] hace { $days } día
       *[other] hace { $days } días
    }

## Figures, charts, tables
figure-about = ¿Qué significa «{ $label }»?
figure-explain = Explicación
figure-n = Base (n)
figure-range = Intervalo
figure-rows = Las filas de origen
figure-unknown = No lo sabemos
chart-as-table = Como tabla
chart-amount = Importe
chart-small-parts =
    { $count ->
        [one] { $count } parte pequeña
       *[other] { $count } partes pequeñas
    }
chart-cut = El eje no empieza en 0
chart-range = { $low } a { $high }
heat-window = (ventana de necesidad)
heat-guess = (ventana de necesidad, aún sin confirmar)
pager-label = Páginas
pager-rows = { $first }–{ $last } de { $total }
pager-previous = Anterior
pager-next = Siguiente

## Buttons
save = Guardar
search = Buscar
all = Todos
month = Mes

### Correos que la demostración ha interceptado

caught-title = Correos interceptados
caught-about = En la demostración ningún correo sale de este equipo. Lo que se habría enviado está aquí, tal como lo vería quien lo recibe.
caught-none = Todavía no hay correos
caught-none-hint = Inicie una campaña; sus correos aparecen aquí en unos segundos.
caught-time = Hora
caught-from = De
caught-to = Para
caught-subject = Asunto
caught-shown = { $shown } de { $total } mostrados
caught-as-seen = El correo tal como lo ve quien lo recibe
caught-text = Parte de texto
caught-headers = En qué se fijan los proveedores de correo
caught-raw = El mensaje completo tal como se envió
caught-link = Correos interceptados

### Pages that say what went wrong and what to do

error-home = Ir al inicio
error-number = Número de referencia: { $number }
error-not-found = Esta página no existe
error-not-found-todo = Puede que el registro se haya eliminado o que la dirección esté incompleta. Vuelva atrás o búsquelo desde el inicio.
error-sign-in = Inicie sesión
error-sign-in-todo = Esta página es solo para personas que han iniciado sesión.
error-forbidden = No tiene permiso para esto
error-forbidden-todo = Solo pueden hacerlo personas con este rol: { $teams }. Pida ayuda a ese equipo.
error-foreign-form = El formulario procedía de otro sitio web
error-foreign-form-todo = Por su seguridad no se ha cambiado nada. Abra la página aquí de nuevo y vuelva a enviar el formulario.
error-bad-request = No se pudieron leer los datos
error-bad-request-todo = No se ha cambiado nada. Vuelva atrás, revise los campos y envíe el formulario de nuevo.
error-refused = Así no es posible
error-internal = Algo ha fallado por nuestra parte
error-internal-todo = El error ha quedado registrado. Vuelva a intentarlo en un minuto; si continúa, indique el número de referencia a la administración.

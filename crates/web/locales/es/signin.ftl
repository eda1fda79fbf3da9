### Signing in

signin-title = Iniciar sesión
signin-email = Correo electrónico
signin-password = Contraseña
signin-go = Iniciar sesión
signin-wrong = La dirección o la contraseña no son correctas. Revíselas y vuelva a intentarlo.
signin-wait =
    { $minutes ->
        [one] Demasiados intentos fallidos. Espere { $minutes } minuto y vuelva a intentarlo.
       *[other] Demasiados intentos fallidos. Espere { $minutes } minutos y vuelva a intentarlo.
    }
signin-demo = Demostración: ¿como quién quiere entrar?
signin-demo-text = La empresa y sus clientes son inventados. Ningún correo sale de este ordenador.
signin-busy = En este momento entran demasiadas personas a la vez. Inténtelo de nuevo en unos segundos.
signin-nobody = Todavía no puede entrar nadie.
signin-nobody-text = Cree la primera cuenta en el servidor, en la carpeta donde se ejecuta «sog serve»:

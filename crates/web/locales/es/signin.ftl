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

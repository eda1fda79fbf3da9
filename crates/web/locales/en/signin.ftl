### Signing in

signin-title = Sign in
signin-email = E-mail address
signin-password = Password
signin-go = Sign in
signin-wrong = The address or the password is not right. Check both and try again.
signin-wait =
    { $minutes ->
        [one] Too many failed tries. Please wait { $minutes } minute and try again.
       *[other] Too many failed tries. Please wait { $minutes } minutes and try again.
    }
signin-demo = Demo: who would you like to be?
signin-demo-text = The company and its customers are made up. No mail leaves this computer.
signin-busy = Too many people are signing in at this moment. Please try again in a few seconds.
signin-nobody = Nobody can sign in yet.
signin-nobody-text = Make the first account on the server, in the folder where “sog serve” runs:

### What recipients of messages open

public-leave-title = ¿No quiere más correos?
public-leave-text = { $company } escribe a { $address }. Basta un clic para que deje de hacerlo.
public-leave-go = Dejar de recibir correos
public-leave-note = Vale al instante, también para los mensajes que esperan en la cola. Seguirá recibiendo información sobre sus pedidos en curso.
public-left-title = Ya no recibirá más correos
public-left-text = { $company } ya no escribirá a { $address }. No tiene que hacer nada más.
public-left-before = { $company } ya no escribe a { $address }.
public-left-note = ¿Ha sido un error? Avísenos; solo usted puede volver a dar su consentimiento.
public-answer-title = Su respuesta
public-answer-label = ¿Qué quiere decirnos?
public-answer-hint = Solo lo lee { $company }. Escriba tanto o tan poco como quiera.
public-answer-go = Enviar respuesta
public-answer-empty = Escriba algo en el campo.
public-answer-long = Es demasiado largo; caben { $most } caracteres.
public-answer-many = Ya hay { $most } respuestas a este mensaje. Escríbanos directamente.
public-thanks-title = ¡Gracias!
public-thanks-text = Su respuesta ha llegado a { $company }.
public-unknown-title = Este enlace no es válido
public-unknown-text = Quizá esté incompleto. Ábralo de nuevo desde el correo o escríbanos.

### What recipients of messages open

public-leave-title = No more e-mails?
public-leave-text = { $company } writes to { $address }. One click ends it.
public-leave-go = End the e-mails
public-leave-note = It counts at once, also for messages that are waiting. You still hear from us about orders that are under way.
public-left-title = You get no more e-mails
public-left-text = { $company } no longer writes to { $address }. There is nothing else to do.
public-left-before = { $company } does not write to { $address } any more.
public-left-note = Was this a mistake? Tell us; only you can give your consent again.
public-answer-title = Your answer
public-answer-label = What would you like to tell us?
public-answer-hint = Only { $company } reads it. Write as little or as much as you like.
public-answer-go = Send the answer
public-answer-empty = Please write something in the field.
public-answer-long = That is too long; { $most } characters fit.
public-answer-many = This message has had { $most } answers already. Please write to us directly.
public-thanks-title = Thank you!
public-thanks-text = Your answer has reached { $company }.
public-unknown-title = This link is not valid
public-unknown-text = Perhaps it is incomplete. Please open it again from the e-mail, or write to us.

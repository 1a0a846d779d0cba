package org.djlcelo.metatrain;

/** Something the user asked for that cannot be done; the message is one sentence that says why. */
final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserException(String message) {
        super(message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
    }
}

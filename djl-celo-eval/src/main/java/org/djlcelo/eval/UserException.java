package org.djlcelo.eval;

/**
 * Something that the user can put right; the message is one sentence that says how.
 *
 * <p>The command line prints the message alone and ends with exit code 2.
 */
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message one sentence for the user
     */
    public UserException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message one sentence for the user
     * @param cause the reason
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}

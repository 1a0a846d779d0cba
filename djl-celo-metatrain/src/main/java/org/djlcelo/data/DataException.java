package org.djlcelo.data;

import java.io.IOException;

/** A data set that is missing, unreadable or not what it should be; the message names the file. */
public class DataException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message one sentence for the user, with the file's name and what to do
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message one sentence for the user, with the file's name and what to do
     * @param cause the reason
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}

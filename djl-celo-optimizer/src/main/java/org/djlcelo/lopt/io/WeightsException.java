package org.djlcelo.lopt.io;

import java.io.IOException;

/** Weights that can't be used; the message is a sentence that names the file and the part. */
public final class WeightsException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param what the file or artifact
     * @param problem what is wrong with it and what to do
     */
    public WeightsException(String what, String problem) {
        super(what + ": " + problem);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param what the file or artifact
     * @param problem what is wrong with it and what to do
     * @param cause the cause
     */
    public WeightsException(String what, String problem, Throwable cause) {
        super(what + ": " + problem, cause);
    }
}

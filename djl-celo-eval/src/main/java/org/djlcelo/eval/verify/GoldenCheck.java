package org.djlcelo.eval.verify;

/** Replays one kind of golden file. */
interface GoldenCheck {

    /**
     * Tells whether this check is for a file.
     *
     * @param fileName the file's name
     * @return whether {@link #run} may be called with it
     */
    boolean knows(String fileName);

    /**
     * Replays a file.
     *
     * @param file the recorded arrays
     * @param setting weights and device
     * @param findings receives every comparison, and reasons where one could not be made
     */
    void run(GoldenFile file, Setting setting, Findings findings);
}

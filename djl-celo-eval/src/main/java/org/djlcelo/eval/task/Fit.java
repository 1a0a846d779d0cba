package org.djlcelo.eval.task;

import ai.djl.ndarray.types.Shape;
import org.djlcelo.data.DataException;
import org.djlcelo.data.ImageShape;
import org.djlcelo.eval.data.ImageParts;

/** Whether images can be used by a task; they need not when they stand in for others. */
final class Fit {

    private Fit() {}

    /** Checks the size of images and that every part fills a batch. */
    static void check(String task, ImageParts parts, ImageShape image, Shape input)
            throws DataException {
        long batch = input.get(0);
        if (image.size() * batch != input.size()) {
            throw refused(task, parts, "its images have " + image.channels() + " channel(s)");
        }
        int validation = parts.validation().map(set -> set.count()).orElse(Integer.MAX_VALUE);
        int smallest = Math.min(validation, Math.min(parts.train().count(), parts.test().count()));
        if (smallest < batch) {
            throw refused(
                    task,
                    parts,
                    "a part of it has " + smallest + " images and a batch takes " + batch);
        }
    }

    /** Checks that every label has an output. */
    static void checkClasses(String task, ImageParts parts, long outputs) throws DataException {
        int classes = Math.max(parts.train().classes(), parts.test().classes());
        if (classes > outputs) {
            throw refused(
                    task,
                    parts,
                    "it has " + classes + " classes and the network " + outputs + " outputs");
        }
    }

    private static DataException refused(String task, ImageParts parts, String why) {
        return new DataException(
                "The data set \""
                        + parts.train().name()
                        + "\" cannot be used for "
                        + task
                        + ": "
                        + why
                        + ".");
    }
}

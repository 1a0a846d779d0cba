package org.djlcelo.eval.data;

import java.util.Optional;
import org.djlcelo.data.ImageSet;

/**
 * The images of one task.
 *
 * @param train what is trained on
 * @param validation images held back from training, if any are
 * @param test the test split
 * @param standsInFor the set that the task is defined on, if this is another one; else empty
 */
public record ImageParts(
        ImageSet train,
        Optional<ImageSet> validation,
        ImageSet test,
        Optional<String> standsInFor) {}

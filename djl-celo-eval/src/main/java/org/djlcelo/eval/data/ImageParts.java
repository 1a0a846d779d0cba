package org.djlcelo.eval.data;

import java.util.Optional;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.TrainPart;

/**
 * The images of one task.
 *
 * @param train what is trained on
 * @param validation images held back from training, if any are
 * @param test the test split
 * @param trainPart which of its two training parts it is, if the set has two; else empty
 * @param standsInFor the set that the task is defined on, if this is another one; else empty
 */
public record ImageParts(
        ImageSet train,
        Optional<ImageSet> validation,
        ImageSet test,
        Optional<TrainPart> trainPart,
        Optional<String> standsInFor) {}

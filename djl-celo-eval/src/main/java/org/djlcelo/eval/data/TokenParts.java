package org.djlcelo.eval.data;

import java.util.Optional;
import org.djlcelo.data.Origin;

/**
 * The token sequences of one task.
 *
 * @param name the text that they are cut from
 * @param train what is trained on
 * @param validation sequences held back from training
 * @param test what is tested on
 * @param origin what the text is, with the rule by which it was cut
 * @param standsInFor the text that the task is defined on, if this is another one; else empty
 */
public record TokenParts(
        String name,
        TokenRecords train,
        TokenRecords validation,
        TokenRecords test,
        Origin origin,
        Optional<String> standsInFor) {}

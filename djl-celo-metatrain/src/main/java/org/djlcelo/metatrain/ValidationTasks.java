package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.Portion;
import org.djlcelo.data.Split;
import org.djlcelo.metatrain.inner.DenseTask;
import org.djlcelo.metatrain.inner.DenseTask.Activation;
import org.djlcelo.metatrain.inner.DenseTask.Goal;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.random.Key;

/**
 * Tasks to choose between weights by, which nothing is trained on and which no evaluation has.
 *
 * <table>
 * <caption>The validation tasks, on the first 80 % of a training split, grey</caption>
 * <tr><th>name</th><th>network</th><th>data</th><th>loss</th></tr>
 * <tr><td>letters-tanh</td><td>64-48-48-10, tanh</td><td>letters 8x8</td><td>cross-entropy</td></tr>
 * <tr><td>mnist-14</td><td>196-32-10, ReLU, batches of 128</td><td>mnist 14x14</td>
 *     <td>cross-entropy</td></tr>
 * <tr><td>photos-ae</td><td>64-24-64, ReLU, sigmoid outputs</td><td>photos 8x8</td>
 *     <td>squared error</td></tr>
 * <tr><td>glyphs-softmax</td><td>64-10</td><td>glyphs 8x8</td><td>cross-entropy</td></tr>
 * </table>
 */
final class ValidationTasks {

    private static final int BATCH = 64;

    private static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "letters-tanh",
                            "letters",
                            8,
                            new DenseTask.Network(
                                    List.of(48, 48), Activation.TANH, Goal.CLASS, BATCH)),
                    new Definition(
                            "mnist-14",
                            "mnist",
                            14,
                            new DenseTask.Network(
                                    List.of(32), Activation.RELU, Goal.CLASS, 2 * BATCH)),
                    new Definition(
                            "photos-ae",
                            "photos",
                            8,
                            new DenseTask.Network(List.of(24), Activation.RELU, Goal.IMAGE, BATCH)),
                    new Definition(
                            "glyphs-softmax",
                            "glyphs",
                            8,
                            new DenseTask.Network(List.of(), Activation.RELU, Goal.CLASS, BATCH)));

    private ValidationTasks() {}

    private record Definition(String name, String data, int side, DenseTask.Network network) {

        InnerTask load(DataSource source, Key key) throws DataException {
            FloatImages images =
                    new ImagePipeline(side, side, Colour.GREY)
                            .apply(source.load(data, Split.TRAIN).slice(Portion.INNER_TRAIN));
            return new DenseTask(name, images, network, key.with(name));
        }
    }

    /** The tasks whose data a source has. */
    static TaskGroup of(DataSource source, Key key) throws DataException {
        List<InnerTask> tasks = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Definition definition : ALL) {
            if (source.names().contains(definition.data())) {
                tasks.add(definition.load(source, key));
            } else {
                missing.add(definition.data());
            }
        }
        if (tasks.isEmpty()) {
            throw new UserException(
                    "There are no validation tasks, for they need letters, mnist, photos or glyphs;"
                            + " name a --data-dir that has them, or judge --on inner alone.");
        }
        String title = "validation tasks";
        return new TaskGroup(
                missing.isEmpty() ? title : title + " without " + String.join(", ", missing),
                tasks);
    }
}

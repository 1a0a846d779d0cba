package org.djlcelo.metatrain;

import java.util.ArrayList;
import java.util.List;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.FloatImages;
import org.djlcelo.data.ImagePipeline;
import org.djlcelo.data.ImagePipeline.Colour;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.Split;
import org.djlcelo.data.TrainPart;
import org.djlcelo.metatrain.inner.ImageMlpTask;
import org.djlcelo.metatrain.inner.InnerTask;
import org.djlcelo.random.Key;

/**
 * The inner tasks of a run with what their data is.
 *
 * @param tasks one per data set: grey 8x8 images of a part of its training split
 * @param descriptions what each data set is
 * @param licences the licence of each
 */
record TaskData(List<InnerTask> tasks, List<String> descriptions, List<String> licences) {

    private static final ImagePipeline GREY_8X8 = new ImagePipeline(8, 8, Colour.GREY);

    /** The tasks of a run. */
    static TaskData of(Settings settings, DataSource source) throws DataException {
        Key key = Key.of(settings.seed()).with("data");
        return load(source, settings.tasks(), settings.trainPart(), key);
    }

    /** Tasks on the first 80 % of each set. */
    static TaskData load(DataSource source, List<String> names, Key key) throws DataException {
        return load(source, names, TrainPart.INTENDED, key);
    }

    static TaskData load(DataSource source, List<String> names, TrainPart part, Key key)
            throws DataException {
        List<InnerTask> tasks = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        List<String> licences = new ArrayList<>();
        for (String name : names) {
            ImageSet set = part.cut(name, source.load(name, Split.TRAIN));
            if (set.count() < ImageMlpTask.BATCH) {
                throw new DataException(
                        "The data set "
                                + name
                                + " has only "
                                + set.count()
                                + " samples to train on; a batch takes "
                                + ImageMlpTask.BATCH
                                + ".");
            }
            FloatImages images = GREY_8X8.apply(set);
            tasks.add(new ImageMlpTask(name, images, key.with(name)));
            descriptions.add(
                    set.origin().description()
                            + " ("
                            + set.count()
                            + " samples, "
                            + part.words(name)
                            + " of train, 8x8 grey)");
            licences.add(name + ": " + set.origin().licence());
        }
        return new TaskData(tasks, descriptions, licences);
    }
}

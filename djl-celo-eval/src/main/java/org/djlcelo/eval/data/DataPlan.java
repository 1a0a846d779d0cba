package org.djlcelo.eval.data;

import java.util.Map;
import java.util.Optional;
import org.djlcelo.data.DataException;
import org.djlcelo.data.DataSource;
import org.djlcelo.data.ImageSet;
import org.djlcelo.data.Portion;
import org.djlcelo.data.Split;
import org.djlcelo.data.TrainPart;

/**
 * What data tasks get when they ask for a set by its usual name.
 *
 * @param source where data sets come from
 * @param standIns sets taken in place of others, by the name of the other: {@code cifar10} to
 *     {@code photos}
 * @param trainPart how much CIFAR-100 and SVHN give; if empty, {@link TrainPart#REFERENCE} of the
 *     original data and {@link TrainPart#INTENDED} of a stand-in
 */
public record DataPlan(
        DataSource source, Map<String, String> standIns, Optional<TrainPart> trainPart) {

    /** The size of T5's vocabulary with its 100 extra entries; stand-ins keep it. */
    public static final int VOCABULARY = 32_100;

    /** Copies the map. */
    public DataPlan {
        standIns = Map.copyOf(standIns);
    }

    /**
     * Takes every set from a source as it is.
     *
     * @param source where data sets come from
     * @return the plan without stand-ins
     */
    public static DataPlan of(DataSource source) {
        return new DataPlan(source, Map.of(), Optional.empty());
    }

    /**
     * Returns the images of a set, all training images to train on.
     *
     * @param dataSet the set's usual name
     * @return its images, none held back
     * @throws DataException if the data is missing or damaged; one sentence for the user
     */
    public ImageParts allImages(String dataSet) throws DataException {
        String name = nameOf(dataSet);
        return new ImageParts(
                source.load(name, Split.TRAIN),
                Optional.empty(),
                source.load(name, Split.TEST),
                Optional.empty(),
                standsInFor(dataSet));
    }

    /**
     * Returns the images of a set as the paper cuts it: the first 80 % of the training split (see
     * {@link TrainPart} for the two exceptions) to train on, the last 10 % to validate.
     *
     * @param dataSet the set's usual name
     * @return its images
     * @throws DataException if the data is missing or damaged; one sentence for the user
     */
    public ImageParts images(String dataSet) throws DataException {
        ImageParts all = allImages(dataSet);
        ImageSet images = all.train();
        Optional<TrainPart> part =
                TrainPart.mattersFor(dataSet) ? Optional.of(part(dataSet)) : Optional.empty();
        return new ImageParts(
                part.orElse(TrainPart.INTENDED).cut(dataSet, images),
                Optional.of(images.slice(Portion.OUTER_VALID)),
                all.test(),
                part,
                all.standsInFor());
    }

    /**
     * Returns the sequences of a text.
     *
     * @param dataSet the text's usual name
     * @param length the tokens of a sequence
     * @return its sequences
     * @throws DataException if the data is missing or damaged; one sentence for the user
     */
    public TokenParts tokens(String dataSet, int length) throws DataException {
        String name = nameOf(dataSet);
        Optional<String> standsInFor = standsInFor(dataSet);
        TextCut cut = standsInFor.isPresent() ? TextCut.STAND_IN : TextCut.of(dataSet);
        return cut.apply(source, name, length, standsInFor);
    }

    private TrainPart part(String dataSet) {
        return trainPart.orElse(
                standIns.containsKey(dataSet) ? TrainPart.INTENDED : TrainPart.REFERENCE);
    }

    private Optional<String> standsInFor(String dataSet) {
        return standIns.containsKey(dataSet) ? Optional.of(dataSet) : Optional.empty();
    }

    /** The set to load; refuses one that is not there, since this knows the two ways out. */
    private String nameOf(String dataSet) throws DataException {
        String name = standIns.getOrDefault(dataSet, dataSet);
        if (!source.names().contains(name.split(":", 2)[0])) {
            throw new DataException(
                    "The data set \""
                            + name
                            + "\" is not in "
                            + source.description()
                            + "; put its published files into a folder \""
                            + name
                            + "\" of the directory given with --data-dir, or name a set to stand in"
                            + " for it with --substitute "
                            + dataSet
                            + "=NAME.");
        }
        return name;
    }
}

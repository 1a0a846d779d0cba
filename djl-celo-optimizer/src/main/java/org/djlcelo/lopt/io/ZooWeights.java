package org.djlcelo.lopt.io;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Finds published weights in the model zoo, through DJL's {@link Criteria}.
 *
 * <p>The zoo is a module of its own, known here only by its group id: whoever brings weights of
 * their own needs no zoo.
 */
public final class ZooWeights {

    /** The zoo's group id in {@link Criteria}. */
    public static final String GROUP_ID = "org.djlcelo";

    private ZooWeights() {}

    /**
     * Lists what {@link #load} finds.
     *
     * @return the artifacts' names, none if the zoo is not on the class path
     */
    public static List<String> artifacts() {
        ModelZoo zoo = ModelZoo.getModelZoo(GROUP_ID);
        return zoo == null ? List.of() : artifacts(zoo);
    }

    private static List<String> artifacts(ModelZoo zoo) {
        return zoo.getModelLoaders().stream().map(ModelLoader::getArtifactId).sorted().toList();
    }

    /**
     * Loads the weights of an artifact.
     *
     * @param artifactId its name, for instance {@code celo}
     * @return the weights
     * @throws WeightsException if the zoo is not on the class path or has no such artifact
     * @throws IOException if reading fails
     */
    public static Weights load(String artifactId) throws IOException {
        String what = "Zoo artifact \"" + artifactId + "\"";
        ModelZoo zoo = ModelZoo.getModelZoo(GROUP_ID);
        if (zoo == null) {
            throw new WeightsException(
                    what,
                    "the model zoo is not on the class path; add the dependency "
                            + ZooDependency.coordinates()
                            + " (and in a merged jar keep all lines of META-INF/services)");
        }
        List<String> known = artifacts(zoo);
        if (!known.contains(artifactId)) {
            throw new WeightsException(what, "the model zoo doesn't have it; it has " + known);
        }
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optGroupId(GROUP_ID)
                        .optArtifactId(artifactId)
                        .optDevice(Device.cpu())
                        .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                InputStream in = model.getArtifactAsStream(artifactId + ".safetensors")) {
            return WeightsFile.read(in, what);
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new WeightsException(what, e.getMessage(), e);
        }
    }
}

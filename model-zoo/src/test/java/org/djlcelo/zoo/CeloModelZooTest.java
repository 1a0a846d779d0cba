package org.djlcelo.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Application;
import ai.djl.MalformedModelException;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.TensorSpec;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsException;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zoo with random weights under the name {@code celo}, asked in all the ways DJL offers. */
class CeloModelZooTest {

    private final Weights weights = TestZoo.weights(1);

    @TempDir Path root;

    private URLClassLoader loader;
    private CeloModelZoo zoo;

    @BeforeEach
    void publish() throws IOException {
        TestZoo.publish(root, weights);
        loader = TestZoo.loader(root);
        zoo = new CeloModelZoo(new ZooResources(loader));
    }

    @AfterEach
    void restore() throws IOException {
        ModelZoo.registerModelZoo(new CeloZooProvider());
        loader.close();
    }

    @Test
    void djlFindsTheZooByItsService() {
        assertInstanceOf(CeloModelZoo.class, ModelZoo.getModelZoo("org.djlcelo"));
    }

    @Test
    void criteriaGiveAModelThatHoldsTheta() throws Exception {
        ModelZoo.registerModelZoo(() -> zoo);
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optGroupId("org.djlcelo")
                        .optArtifactId("celo")
                        .build();
        assertTrue(criteria.isDownloaded());
        try (ZooModel<NDList, NDList> model = criteria.loadModel()) {
            assertEquals("celo", model.getName());
            assertEquals(
                    Architecture.CELO.tensors().stream().map(TensorSpec::name).toList(),
                    model.getBlock().getParameters().keys());
            for (Parameter parameter : model.getBlock().getParameters().values()) {
                assertFalse(parameter.requiresGradient());
                assertFalse(parameter.getArray().hasGradient());
                assertArrayEquals(
                        weights.theta().get(parameter.getName()),
                        parameter.getArray().toFloatArray());
            }
            assertEquals(weights.theta().id(), model.getProperty("id"));
            assertEquals("none: random numbers", model.getProperty("provenance.command"));
            assertEquals(
                    List.of("celo.safetensors", "metadata.json"),
                    List.of(model.getArtifactNames()));
            try (InputStream in = model.getArtifactAsStream("celo.safetensors")) {
                assertEquals(weights, WeightsFile.read(in, "artifact"));
            }
            try (InputStream in = model.getArtifact("celo.safetensors").openStream()) {
                assertEquals(weights, WeightsFile.read(in, "artifact"));
            }
            assertEquals('{', model.<Integer>getArtifact("metadata.json", in -> first(in)));
            assertThrows(IOException.class, () -> model.getArtifactAsStream("other"));
        }
    }

    @Test
    void theOptimizerModuleFindsTheWeightsByTheirName() throws IOException {
        ModelZoo.registerModelZoo(() -> zoo);
        assertEquals(weights, ZooWeights.load("celo"));
        WeightsException e = assertThrows(WeightsException.class, () -> ZooWeights.load("ceelo"));
        assertEquals(
                "Zoo artifact \"ceelo\": the model zoo doesn't have it; it has [celo]",
                e.getMessage());
    }

    @Test
    void modelsCanBeListed() throws IOException {
        ModelZoo.registerModelZoo(() -> zoo);
        List<MRL> models = ModelZoo.listModels().get(Application.UNDEFINED);
        MRL mrl =
                models.stream()
                        .filter(m -> m.getGroupId().equals("org.djlcelo"))
                        .findFirst()
                        .orElseThrow();
        Artifact artifact = mrl.getDefaultArtifact();
        assertEquals("1.0", artifact.getVersion());
        Artifact.Item item = artifact.getFiles().get("theta");
        try (InputStream in = mrl.getRepository().openStream(item, "")) {
            assertEquals(weights, WeightsFile.read(in, "item"));
        }
    }

    @Test
    void aSearchForSomethingElseIsNotAnswered() {
        Criteria.Builder<NDList, NDList> arrays =
                Criteria.builder().setTypes(NDList.class, NDList.class);
        Criteria.Builder<NDList, NDList> celo = arrays.optModelZoo(zoo).optArtifactId("celo");
        notFound(celo.setTypes(Image.class, Classifications.class).build());
        notFound(celo.optApplication(Application.CV.IMAGE_CLASSIFICATION).build());
        celo.optApplication(Application.UNDEFINED);
        notFound(celo.optFilter("architecture", "velo").build());
        ModelZoo.registerModelZoo(() -> zoo);
        notFound(Criteria.builder().setTypes(NDList.class, NDList.class).build());
    }

    @Test
    void weightsThatAreNotThoseOfTheMetadataAreRefused() throws IOException {
        Path file = root.resolve(ZooResources.FOLDER).resolve("celo/celo.safetensors");
        WeightsFile.write(TestZoo.weights(2), file);
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelZoo(zoo)
                        .optArtifactId("celo")
                        .build();
        assertThrows(MalformedModelException.class, criteria::loadModel);
    }

    @Test
    void aZooThatCantBeReadHurtsNoOther() throws IOException {
        Path nothing = Files.createDirectory(root.resolve("nothing"));
        try (URLClassLoader empty = TestZoo.loader(nothing)) {
            assertTrue(new CeloModelZoo(new ZooResources(empty)).getModelLoaders().isEmpty());
        }
    }

    private static int first(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void notFound(Criteria<?, ?> criteria) {
        assertThrows(ModelNotFoundException.class, criteria::loadModel);
    }
}

package org.djlcelo.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.repository.Artifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.djlcelo.family.LearnedRules;
import org.djlcelo.family.Velo;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;
import org.djlcelo.lopt.io.ZooWeights;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever this module's jar ships: each artifact's metadata must be those of its weight file, and
 * say everything that users of published weights are entitled to know.
 */
class ShippedArtifactsTest {

    private static final List<String> REQUIRED =
            List.of(
                    Provenance.COMMAND,
                    Provenance.DATA,
                    Provenance.DATA_LICENSES,
                    Provenance.LICENSE,
                    Provenance.SEED,
                    Provenance.ITERATIONS,
                    Provenance.ESTIMATOR,
                    Provenance.COMMIT,
                    Provenance.DATE);

    private final ZooResources resources = new ZooResources(CeloModelZoo.class.getClassLoader());
    private final ResourceRepository repository = new ResourceRepository(resources);

    @Test
    void theIndexListsWhatThereIs() throws Exception {
        URL index = CeloModelZoo.class.getResource(ZooResources.INDEX);
        Path folder = Path.of(index.toURI()).getParent();
        try (Stream<Path> metadata = Files.find(folder, 2, (p, a) -> p.endsWith("metadata.json"))) {
            assertEquals(
                    metadata.map(p -> p.getParent().getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)),
                    new TreeSet<>(resources.artifacts()));
        }
    }

    @TestFactory
    Stream<DynamicTest> eachArtifactIsWhatItsMetadataSay() throws IOException {
        return resources.artifacts().stream()
                .map(artifact -> dynamicTest(artifact, () -> check(artifact)));
    }

    /** The full VeLO is out of reach of our machines, and its released weights can be imported. */
    @TestFactory
    Stream<DynamicTest> eachLearnedOptimizerFindsItsWeights() {
        return LearnedRules.all().stream()
                .filter(rule -> rule != Velo.FULL)
                .map(rule -> dynamicTest(rule.name(), () -> checkDefault(rule.architecture())));
    }

    private static void checkDefault(Architecture architecture) throws IOException {
        assertEquals(architecture, ZooWeights.load(architecture.name()).theta().architecture());
    }

    private void check(String artifact) throws IOException {
        byte[] file = resources.read(artifact, LearnedOptimizerModel.weightFile(artifact));
        Weights weights = WeightsFile.read(new ByteArrayInputStream(file), artifact);
        ZooMetadata metadata =
                repository.locate(
                        repository.list().stream()
                                .filter(m -> m.getArtifactId().equals(artifact))
                                .findFirst()
                                .orElseThrow());
        assertEquals("org.djlcelo", metadata.getGroupId());
        assertEquals(artifact, metadata.getArtifactId());
        assertEquals(1, metadata.getArtifacts().size(), "versions in one jar");
        checkFile(metadata.getArtifacts().get(0), file, weights.theta());

        assertEquals(
                weights.provenance().entries(),
                metadata.provenance(),
                "provenance in the header of the file and in metadata.json");
        for (String entry : REQUIRED) {
            assertFalse(metadata.provenance().getOrDefault(entry, "").isBlank(), entry);
        }
        assertFalse(metadata.getDescription().isBlank(), "description");
        assertFalse(metadata.getLicenses().isEmpty(), "licenses");
        assertFalse(metadata.scoring().isBlank(), "scoring: how the scores were measured");
        assertFalse(metadata.scores().isEmpty(), "scores");
        assertTrue(metadata.scores().values().stream().allMatch(Double::isFinite), "scores");

        assertEquals(weights, ZooWeights.load(artifact));
    }

    private static void checkFile(Artifact artifact, byte[] file, MetaParameters theta) {
        assertEquals(
                Map.of(
                        "architecture", theta.architecture().name(),
                        "id", theta.id(),
                        "parameters", Integer.toString(theta.architecture().size()),
                        "sha256", ResourceModelLoader.sha256(file)),
                artifact.getProperties());
        Artifact.Item item = artifact.getFiles().get("theta");
        assertEquals(Publish.sha1(file), item.getSha1Hash());
        assertEquals(file.length, item.getSize());
    }
}

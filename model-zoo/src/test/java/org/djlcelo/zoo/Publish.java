package org.djlcelo.zoo;

import ai.djl.util.Hex;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.djlcelo.lopt.io.Provenance;
import org.djlcelo.lopt.io.Weights;
import org.djlcelo.lopt.io.WeightsFile;

/**
 * Puts a weight file into the zoo's sources: copies it, derives {@code metadata.json} from it and
 * adds it to the index. Description, scoring and scores are written by hand afterwards; publishing
 * again keeps them. {@link ShippedArtifactsTest} checks the outcome.
 */
final class Publish {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Publish() {}

    /**
     * Publishes a file.
     *
     * @param args the resource folder of the zoo, the artifact's name, the version of its weights,
     *     the safetensors file
     */
    public static void main(String... args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("Usage: <folder> <artifact> <version> <file>");
        }
        publish(Path.of(args[0]), args[1], args[2], Path.of(args[3]));
    }

    static void publish(Path zoo, String artifact, String version, Path file) throws IOException {
        Weights weights = WeightsFile.read(file);
        Path folder = Files.createDirectories(zoo.resolve(artifact));
        Path copy = folder.resolve(LearnedOptimizerModel.weightFile(artifact));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Path metadata = folder.resolve(ZooMetadata.FILE);
        JsonObject former =
                Files.exists(metadata)
                        ? JsonParser.parseString(Files.readString(metadata)).getAsJsonObject()
                        : new JsonObject();
        JsonObject json = metadata(artifact, version, weights, Files.readAllBytes(copy));
        for (String handwritten : List.of("name", "description", "scoring", "scores")) {
            if (former.has(handwritten)) {
                json.add(handwritten, former.get(handwritten));
            }
        }
        Files.writeString(metadata, GSON.toJson(json) + "\n");
        addToIndex(zoo.resolve(ZooResources.INDEX), artifact);
    }

    private static JsonObject metadata(
            String artifact, String version, Weights weights, byte[] file) {
        JsonObject json = new JsonObject();
        json.addProperty("metadataVersion", "0.2");
        json.addProperty("resourceType", "model");
        json.addProperty("application", "undefined");
        json.addProperty("groupId", CeloModelZoo.GROUP_ID);
        json.addProperty("artifactId", artifact);
        json.addProperty("name", artifact);
        json.addProperty("description", "");
        json.add("licenses", licenses(weights.provenance()));
        JsonArray artifacts = new JsonArray();
        artifacts.add(artifact(artifact, version, weights, file));
        json.add("artifacts", artifacts);
        json.add("provenance", GSON.toJsonTree(weights.provenance().entries()));
        json.addProperty("scoring", "");
        json.add("scores", new JsonObject());
        return json;
    }

    private static JsonObject licenses(Provenance provenance) {
        if (!provenance.get(Provenance.LICENSE).equals(Optional.of("Apache-2.0"))) {
            throw new IllegalArgumentException(
                    "The zoo ships weights under Apache-2.0; set \"license\" in their provenance");
        }
        JsonObject license = new JsonObject();
        license.addProperty("name", "The Apache License, Version 2.0");
        license.addProperty("url", "https://www.apache.org/licenses/LICENSE-2.0");
        JsonObject licenses = new JsonObject();
        licenses.add("license", license);
        return licenses;
    }

    private static JsonObject artifact(
            String artifact, String version, Weights weights, byte[] file) {
        JsonObject json = new JsonObject();
        json.addProperty("version", version);
        json.addProperty("snapshot", false);
        json.addProperty("name", artifact);
        JsonObject properties = new JsonObject();
        properties.addProperty("architecture", weights.theta().architecture().name());
        properties.addProperty("id", weights.theta().id());
        properties.addProperty(
                "parameters", Integer.toString(weights.theta().architecture().size()));
        properties.addProperty(ZooMetadata.SHA256, ResourceModelLoader.sha256(file));
        json.add("properties", properties);
        JsonObject item = new JsonObject();
        item.addProperty("uri", LearnedOptimizerModel.weightFile(artifact));
        item.addProperty("name", LearnedOptimizerModel.weightFile(artifact));
        item.addProperty("sha1Hash", sha1(file));
        item.addProperty("size", file.length);
        JsonObject files = new JsonObject();
        files.add("theta", item);
        json.add("files", files);
        return json;
    }

    /** DJL's own form of checksum. */
    static String sha1(byte[] file) {
        try {
            return Hex.toHexString(MessageDigest.getInstance("SHA-1").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    private static void addToIndex(Path index, String artifact) throws IOException {
        List<String> lines =
                Files.exists(index)
                        ? new ArrayList<>(Files.readAllLines(index))
                        : new ArrayList<>();
        if (!lines.contains(artifact)) {
            lines.add(artifact);
            Files.write(index, lines);
        }
    }
}

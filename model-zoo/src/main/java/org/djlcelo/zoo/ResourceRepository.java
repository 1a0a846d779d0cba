package org.djlcelo.zoo;

import ai.djl.Application;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.Repository;
import ai.djl.util.JsonUtils;
import ai.djl.util.Progress;
import com.google.gson.JsonParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A repository of artifacts on the class path; has no directory and needs none. */
final class ResourceRepository implements Repository {

    private final ZooResources resources;

    ResourceRepository(ZooResources resources) {
        this.resources = resources;
    }

    ZooResources resources() {
        return resources;
    }

    /** Returns a locator for each artifact. */
    List<MRL> list() throws IOException {
        List<MRL> list = new ArrayList<>();
        for (String artifact : resources.artifacts()) {
            list.add(model(Application.UNDEFINED, CeloModelZoo.GROUP_ID, artifact));
        }
        return list;
    }

    /** {@inheritDoc} */
    @Override
    public boolean isRemote() {
        return false;
    }

    /** {@inheritDoc} */
    @Override
    public String getName() {
        return CeloModelZoo.GROUP_ID;
    }

    /** {@inheritDoc} */
    @Override
    public URI getBaseUri() {
        return URI.create("classpath:/" + ZooResources.FOLDER);
    }

    /** {@inheritDoc} */
    @Override
    public ZooMetadata locate(MRL mrl) throws IOException {
        String artifact = mrl.getArtifactId();
        String json =
                new String(resources.read(artifact, ZooMetadata.FILE), StandardCharsets.UTF_8);
        try {
            ZooMetadata metadata = JsonUtils.GSON.fromJson(json, ZooMetadata.class);
            if (metadata == null || metadata.getArtifacts() == null) {
                throw new JsonParseException("it lists no artifacts");
            }
            metadata.init(Map.of());
            metadata.setRepositoryUri(mrl.toURI());
            return metadata;
        } catch (JsonParseException e) {
            throw new IOException(
                    ZooMetadata.FILE + " of zoo artifact " + artifact + " is malformed", e);
        }
    }

    /** {@inheritDoc} */
    @Override
    public Artifact resolve(MRL mrl, Map<String, String> filter) throws IOException {
        return mrl.match(filter);
    }

    /** {@inheritDoc} */
    @Override
    public InputStream openStream(Artifact.Item item, String path) throws IOException {
        Metadata metadata = item.getArtifact().getMetadata();
        return new ByteArrayInputStream(resources.read(metadata.getArtifactId(), item.getUri()));
    }

    /** {@inheritDoc} */
    @Override
    public Path getFile(Artifact.Item item, String path) throws IOException {
        throw noDirectory();
    }

    /** {@inheritDoc} */
    @Override
    public String[] listDirectory(Artifact.Item item, String path) throws IOException {
        throw noDirectory();
    }

    /** Does nothing: what is on the class path is ready. */
    @Override
    public void prepare(Artifact artifact, Progress progress) {}

    /** {@inheritDoc} */
    @Override
    public Path getCacheDirectory() throws IOException {
        throw noDirectory();
    }

    /** {@inheritDoc} */
    @Override
    public List<MRL> getResources() {
        try {
            return list();
        } catch (IOException e) {
            return Collections.emptyList();
        }
    }

    /** {@inheritDoc} */
    @Override
    public void addResource(MRL mrl) {
        throw new UnsupportedOperationException("The zoo of learned optimizers is read-only");
    }

    private static IOException noDirectory() {
        return new IOException(
                "Learned optimizers are read from the class path and have no directory; use"
                        + " openStream");
    }
}

package org.djlcelo.zoo;

import ai.djl.Model;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Translator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.function.Function;

/** A zoo model whose artifacts are files on the class path instead of files in a directory. */
final class LearnedOptimizerModel<I, O> extends ZooModel<I, O> {

    private final ZooResources resources;
    private final String artifactId;

    LearnedOptimizerModel(
            Model model, Translator<I, O> translator, ZooResources resources, String artifactId) {
        super(model, translator);
        this.resources = resources;
        this.artifactId = artifactId;
    }

    /** Returns the name of an artifact's weight file. */
    static String weightFile(String artifactId) {
        return artifactId + ".safetensors";
    }

    /** {@inheritDoc} */
    @Override
    public String[] getArtifactNames() {
        return new String[] {weightFile(artifactId), ZooMetadata.FILE};
    }

    /** {@inheritDoc} */
    @Override
    public URL getArtifact(String name) throws IOException {
        return resources.url(artifactId, name);
    }

    /** {@inheritDoc} */
    @Override
    public InputStream getArtifactAsStream(String name) throws IOException {
        return new ByteArrayInputStream(resources.read(artifactId, name));
    }

    /** {@inheritDoc} */
    @Override
    public <T> T getArtifact(String name, Function<InputStream, T> function) throws IOException {
        try (InputStream in = getArtifactAsStream(name)) {
            return function.apply(in);
        }
    }
}

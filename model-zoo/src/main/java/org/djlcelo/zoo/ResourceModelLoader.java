package org.djlcelo.zoo;

import ai.djl.Application;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Progress;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Loads one artifact from the class path into a model, past DJL's cache directory. */
final class ResourceModelLoader extends BaseModelLoader {

    private final ResourceRepository repository;

    ResourceModelLoader(ResourceRepository repository, MRL artifact) {
        super(artifact);
        this.repository = repository;
    }

    /**
     * Loads the artifact as a model whose block holds the meta-parameters, frozen, and whose
     * artifact stream gives the weight file.
     *
     * @param criteria the types must be {@code NDList}, or those of a given translator
     * @return the model
     * @throws ModelNotFoundException if the criteria want something else
     * @throws MalformedModelException if the weight file is not the one that the metadata describe
     * @throws IOException if the artifact can't be read
     */
    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        TranslatorFactory factory = translatorFactory(criteria);
        Artifact artifact = artifact(criteria);
        byte[] file = weightFile(artifact);
        Model model = Model.newInstance(name(criteria), criteria.getDevice(), criteria.getEngine());
        try {
            model.setDataType(DataType.FLOAT32);
            model.setBlock(ThetaBlock.decode(model.getNDManager(), file));
            for (Map.Entry<String, String> property : properties(artifact).entrySet()) {
                model.setProperty(property.getKey(), property.getValue());
            }
            Translator<I, O> translator =
                    factory.newInstance(
                            criteria.getInputClass(), criteria.getOutputClass(), model, Map.of());
            return new LearnedOptimizerModel<>(
                    model, translator, repository.resources(), getArtifactId());
        } catch (TranslateException e) {
            model.close();
            throw new ModelNotFoundException("No matching translator found", e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Returns true: what is on the class path needs no download. */
    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
        return true;
    }

    /** Does nothing: what is on the class path needs no download. */
    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress) {}

    /**
     * Turns down criteria that don't name this zoo: a learned optimizer is no answer to a search
     * for any model that takes arrays.
     */
    private <I, O> TranslatorFactory translatorFactory(Criteria<I, O> criteria)
            throws ModelNotFoundException {
        boolean named =
                criteria.getGroupId() != null
                        || criteria.getArtifactId() != null
                        || criteria.getModelZoo() != null;
        if (!named
                || criteria.getApplication() != Application.UNDEFINED
                || criteria.getBlock() != null) {
            throw new ModelNotFoundException(
                    "Learned optimizers are found by group or artifact id, without an application"
                            + " or block");
        }
        TranslatorFactory factory = criteria.getTranslatorFactory();
        if (factory != null) {
            return factory;
        }
        // DJL's default factory would also offer to classify images with a learned optimizer.
        if (criteria.getInputClass() != NDList.class || criteria.getOutputClass() != NDList.class) {
            throw new ModelNotFoundException("Learned optimizers have the types NDList, NDList");
        }
        return defaultFactory;
    }

    private Artifact artifact(Criteria<?, ?> criteria) throws IOException, ModelNotFoundException {
        Artifact artifact = mrl.match(criteria.getFilters());
        if (artifact == null) {
            throw new ModelNotFoundException("No matching filter found");
        }
        return artifact;
    }

    /** Returns the bytes that the metadata describe; the checksum ties the two files together. */
    private byte[] weightFile(Artifact artifact) throws IOException, MalformedModelException {
        String name = LearnedOptimizerModel.weightFile(getArtifactId());
        byte[] file = repository.resources().read(getArtifactId(), name);
        String expected = artifact.getProperties().get(ZooMetadata.SHA256);
        if (!sha256(file).equals(expected)) {
            throw new MalformedModelException(
                    name
                            + " of the model zoo is not the file that its "
                            + ZooMetadata.FILE
                            + " describes; the jar was altered or mixed, get it anew");
        }
        return file;
    }

    private Map<String, String> properties(Artifact artifact) {
        return ((ZooMetadata) artifact.getMetadata()).properties(artifact);
    }

    private String name(Criteria<?, ?> criteria) {
        return criteria.getModelName() == null ? getArtifactId() : criteria.getModelName();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package org.djlcelo.optimizer;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.nn.Block;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A training of the toy model that can be stopped after any step and resumed from files. */
final class Run implements AutoCloseable {

    private static final String NAME = "toy";
    private static final String STATE = "state";

    private final Model model = Toy.model();
    private final LearnedOptimizer optimizer;
    private final Metrics metrics = new Metrics();
    private final Trainer trainer;
    private final ArrayDataset data;

    private interface Loader {
        void loadInto(Model model, LearnedOptimizer optimizer) throws Exception;
    }

    private Run(Function<Model, LearnedOptimizer> maker, Loader loader) throws Exception {
        optimizer = maker.apply(model);
        optimizer.setMetrics(metrics);
        loader.loadInto(model, optimizer);
        // after loading, because DJL releases the frozen parameters of a loaded model here
        trainer = Toy.trainer(model, optimizer.observe(new SquaredError()), optimizer);
        data = Toy.data(trainer.getManager());
    }

    static Run started(LearnedOptimizer optimizer) throws Exception {
        return started(model -> optimizer);
    }

    /** Starts with an optimizer that needs to know the model. */
    static Run started(Function<Model, LearnedOptimizer> optimizer) throws Exception {
        return new Run(optimizer, (model, made) -> {});
    }

    /** Continues from what {@link #save} wrote. */
    static Run resumed(LearnedOptimizer optimizer, Path dir) throws Exception {
        return resumed(model -> optimizer, dir);
    }

    /** Continues with an optimizer that needs to know the model. */
    static Run resumed(Function<Model, LearnedOptimizer> optimizer, Path dir) throws Exception {
        return new Run(
                optimizer,
                (model, made) -> {
                    model.load(dir, NAME);
                    made.load(dir.resolve(STATE), model);
                });
    }

    void save(Path dir) throws IOException {
        model.save(dir, NAME);
        optimizer.save(dir.resolve(STATE), model);
    }

    Model model() {
        return model;
    }

    LearnedOptimizer optimizer() {
        return optimizer;
    }

    /** The hidden layer. */
    Block first() {
        return model.getBlock().getChildren().get(0).getValue();
    }

    /** Trains up to a step, each on the batch that belongs to it. */
    Run until(int step) throws Exception {
        int perEpoch = Toy.RECORDS / Toy.BATCH;
        while (optimizer.step() < step) {
            int wanted = optimizer.step() % perEpoch;
            int place = 0;
            for (Batch batch : trainer.iterateDataset(data)) {
                if (place++ == wanted) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                }
                batch.close();
            }
        }
        return this;
    }

    Map<String, float[]> values() {
        return Toy.values(model);
    }

    /** η of this process's steps. */
    List<Float> etas() {
        // hands on what an accelerator still holds
        optimizer.setMetrics(metrics);
        return metrics.getMetric(LearnedOptimizer.ETA_METRIC).stream()
                .map(metric -> metric.getValue().floatValue())
                .toList();
    }

    Set<String> parameterIds() {
        return model.getBlock().getParameters().stream()
                .map(Pair::getValue)
                .map(parameter -> parameter.getId())
                .collect(Collectors.toSet());
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        trainer.close();
        model.close();
        optimizer.close();
    }
}

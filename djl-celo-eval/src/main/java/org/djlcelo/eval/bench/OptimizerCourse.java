package org.djlcelo.eval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code Optimizer.update} on every tensor of a set, as a trainer calls it.
 *
 * @param set the tensors
 */
record OptimizerCourse(ParameterSet set) implements Course {

    /** {@inheritDoc} */
    @Override
    public String name() {
        return set.label();
    }

    /** {@inheritDoc} */
    @Override
    public Kind kind() {
        return Kind.OPTIMIZER_STEP;
    }

    /** {@inheritDoc} */
    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(set.size());
    }

    /** {@inheritDoc} */
    @Override
    public Entries open(HeatSettings settings) {
        Tensors tensors = new Tensors(set.shapes(), settings.device());
        List<Entry> racers = new ArrayList<>();
        for (Racer racer : settings.racers()) {
            racers.add(
                    racer == Racer.BOUND
                            ? new MemoryTraffic(set.shapes(), settings.threads())
                            : new OptimizerEntry(BenchOptimizer.of(racer, settings), tensors));
        }
        return new Entries(racers, tensors::close);
    }
}

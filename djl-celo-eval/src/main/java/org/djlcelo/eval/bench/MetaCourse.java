package org.djlcelo.eval.bench;

import java.util.List;
import org.djlcelo.metatrain.PaperSetup;
import org.djlcelo.metatrain.inner.Stage;

/**
 * Meta-iterations in the paper's set-up, by the code that meta-trains.
 *
 * @param stage which meta-parameters are trained
 */
record MetaCourse(Stage stage) implements Course {

    /** {@inheritDoc} */
    @Override
    public String name() {
        return "meta-" + stage.id();
    }

    /** {@inheritDoc} */
    @Override
    public Kind kind() {
        return Kind.META_ITERATION;
    }

    /** {@inheritDoc} */
    @Override
    public Entries open(HeatSettings settings) {
        PaperSetup setup = new PaperSetup(stage, settings.theta(), settings.threads());
        return new Entries(List.of(new Iterations(setup)), setup::close);
    }

    private record Iterations(PaperSetup setup) implements Entry {

        @Override
        public void step() {
            try {
                setup.iterate();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

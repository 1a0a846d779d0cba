package org.djlcelo.optimizer;

import java.io.IOException;
import java.nio.file.Path;

/** Saves the state of a short run over another's: the main class of a child with no room left. */
final class OneStepProcess {

    private OneStepProcess() {}

    /**
     * Trains a step and prints why the state could not be saved.
     *
     * @param args the file
     */
    public static void main(String[] args) throws Exception {
        try (Run run = Run.started(Family.CELO.build(Memory.HOST, 12)).until(1)) {
            run.optimizer().save(Path.of(args[0]), run.model());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}

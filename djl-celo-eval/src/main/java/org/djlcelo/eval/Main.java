package org.djlcelo.eval;

import java.io.PrintWriter;
import org.djlcelo.eval.cli.Commands;
import org.djlcelo.eval.experiment.Environment;

/**
 * The command line of the evaluation; without arguments it shows Celo at work on real data.
 *
 * <p>Exit codes: 0, 1 for a failed check or an unexpected error, 2 for bad input.
 */
public final class Main {

    private Main() {}

    /**
     * Runs a command.
     *
     * @param args the command and its options, see {@code --help}
     */
    public static void main(String[] args) {
        // networks this small gain nothing from a second thread, and lose much when cores are
        // shared
        if (System.getProperty(Environment.ENGINE_THREADS) == null) {
            System.setProperty(Environment.ENGINE_THREADS, "1");
        }
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        System.exit(Commands.execute(out, err, args));
    }
}

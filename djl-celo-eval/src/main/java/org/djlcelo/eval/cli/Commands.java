package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import org.djlcelo.eval.UserException;
import picocli.CommandLine;

/** Builds the command line and says what happens to errors. */
public final class Commands {

    private Commands() {}

    /**
     * Runs a command line.
     *
     * @param out standard output
     * @param err standard error
     * @param args the arguments; none at all runs the demonstration
     * @return the exit code: 0, 1 for an unexpected error or a failed check, 2 for bad input
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new DemoCommand());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(
                (e, given) -> {
                    err.println(e.getMessage());
                    err.println(
                            "Try "
                                    + e.getCommandLine().getCommandSpec().qualifiedName()
                                    + " --help");
                    return CommandLine.ExitCode.USAGE;
                });
        commandLine.setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                    if (e instanceof UserException) {
                        err.println(e.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    throw e;
                });
        int code = commandLine.execute(args);
        out.flush();
        err.flush();
        return code;
    }
}

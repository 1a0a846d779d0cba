package org.djlcelo.metatrain;

import java.nio.file.FileSystemException;
import org.djlcelo.data.DataException;
import org.djlcelo.lopt.io.WeightsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of meta-training. */
@Command(
        name = "djl-celo-metatrain",
        description = "Trains the weights of the learned optimizer Celo.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCommand.class,
            ResumeCommand.class,
            EvaluateCommand.class,
            VarianceCommand.class,
            PlotCommand.class,
            ExportCommand.class,
            ScaleCommand.class,
            ImportFlaxCommand.class,
            InfoCommand.class
        })
public final class Main implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    Main() {}

    /**
     * Runs a command and exits: 0 if it succeeded, 2 if the input was wrong, 1 on any other
     * failure.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(
                (exception, failed, parsed) -> {
                    if (isUserError(exception)) {
                        failed.getErr().println(sentence(exception));
                        return CommandLine.ExitCode.USAGE;
                    }
                    throw exception;
                });
        return commandLine;
    }

    private static boolean isUserError(Exception e) {
        return e instanceof UserException
                || e instanceof DataException
                || e instanceof WeightsException
                || e instanceof FileSystemException;
    }

    private static String sentence(Exception e) {
        if (e instanceof FileSystemException f) {
            String reason = f.getReason() == null ? e.getClass().getSimpleName() : f.getReason();
            return "Cannot use " + f.getFile() + ": " + reason + ".";
        }
        return e.getMessage();
    }

    /** Without a subcommand, shows what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}

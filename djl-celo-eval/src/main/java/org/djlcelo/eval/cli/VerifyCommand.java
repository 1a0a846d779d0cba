package org.djlcelo.eval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.djlcelo.eval.NearestName;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.contender.LearnedWeights;
import org.djlcelo.eval.verify.Verifier;
import org.djlcelo.eval.verify.VerifyResult;
import org.djlcelo.lopt.Architecture;
import org.djlcelo.lopt.MetaParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays recorded numbers of the reference implementation. */
@Command(
        name = "verify",
        description = {
            "Replays recorded numbers of the reference implementation with every kernel.",
            "Exit code 1 if one is out of tolerance or nothing was checked."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class VerifyCommand implements Callable<Integer> {

    @Option(names = "--reference", required = true, description = "folder of golden files")
    private Path reference;

    @Option(
            names = "--weights",
            paramLabel = "ARCHITECTURE=FILE",
            description = "weights of the recordings, for celo and for celo-adam")
    private Map<String, String> weights = new LinkedHashMap<>();

    @Option(names = "--device", description = "cpu or gpu")
    private String device = "cpu";

    @Option(names = "--details", description = "print every comparison")
    private boolean details;

    @Spec private CommandSpec spec;

    /** {@inheritDoc} */
    @Override
    public Integer call() {
        Map<String, MetaParameters> thetas = new LinkedHashMap<>();
        weights.forEach((name, file) -> thetas.put(name, load(name, file)));
        PrintWriter err = spec.commandLine().getErr();
        VerifyResult result =
                Verifier.run(
                        reference,
                        thetas,
                        RunOptions.device(device),
                        file -> err.println("replaying " + file));
        PrintWriter out = spec.commandLine().getOut();
        out.print(details ? result.details() : result.summary());
        return result.passed() ? 0 : 1;
    }

    private static MetaParameters load(String name, String file) {
        Architecture architecture =
                Architecture.known().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UserException(
                                                NearestName.unknown(
                                                        "architecture",
                                                        name,
                                                        Architecture.known().stream()
                                                                .map(Architecture::name)
                                                                .toList())));
        return LearnedWeights.load(file, architecture).theta();
    }
}

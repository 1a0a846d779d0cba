package org.djlcelo.eval.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.djlcelo.eval.contender.ContenderCatalog;
import org.djlcelo.eval.contender.WeightsChoice;
import org.djlcelo.eval.data.DataPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * Options that decide what the name of a task or of an optimizer means. A job's JVM is started with
 * the same ones: an option that changes results belongs here.
 */
final class ExperimentOptions {

    private static final String NADAMW_COUNT = "--nadamw-count";

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--weights",
            paramLabel = "[NAME=]FILE",
            description = {
                "zoo artifact, .safetensors or theta.state file; for celo, or with a name:"
                        + " celo-adam=FILE, or celo-ANY=FILE for one more Celo (default: the zoo's)"
            })
    private List<String> weights = List.of();

    @Option(
            names = "--nadamw-list",
            description =
                    "NAdamW's published configurations, a JSON file (default: drawn at random)")
    private Path nadamwList;

    @Option(
            names = NADAMW_COUNT,
            description = "how many NAdamW configurations are tried (default: 15, paper: 1000)")
    private Integer nadamwCount;

    @Option(names = "--device", description = "cpu or gpu")
    private String device = "cpu";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    DataPlan data() {
        return data.plan();
    }

    /** The optimizers; so many configurations of NAdamW unless an option says otherwise. */
    ContenderCatalog catalog(int usual) {
        int count = RunOptions.atLeastOne(NADAMW_COUNT, nadamwCount == null ? usual : nadamwCount);
        return new ContenderCatalog(
                WeightsChoice.of(weights), () -> RunOptions.nadamw(nadamwList, count));
    }

    Device device() {
        return RunOptions.device(device);
    }

    /** The options as they were given, and what is usual, for a command that has them, too. */
    List<String> forJobs(int usual) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        if (nadamwCount == null) {
            arguments.add(NADAMW_COUNT + "=" + usual);
        }
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            if (isOneOfThese(option)) {
                for (String value : option.originalStringValues()) {
                    arguments.add(option.longestName() + "=" + value);
                }
            }
        }
        return arguments;
    }

    private boolean isOneOfThese(OptionSpec option) {
        return CommandSpec.forAnnotatedObject(new ExperimentOptions())
                .optionsMap()
                .containsKey(option.longestName());
    }
}

package org.djlcelo.eval.verify;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.djlcelo.eval.UserException;
import org.djlcelo.kernel.HostKernel;
import org.djlcelo.lopt.MetaParameters;

/** Finds golden files in a directory and replays those it knows by name. */
public final class Verifier {

    private static final List<GoldenCheck> CHECKS =
            List.of(
                    new SchedulerCheck(),
                    new AccumulatorsCheck(),
                    new UpdateCheck(),
                    new TrajectoryCheck(),
                    new LearnedCeloCheck(),
                    new LearnedCeloAdamCheck(),
                    new LearnedRuleCheck(),
                    new HandmadeCheck(),
                    new ShampooCheck(),
                    new RliableCheck());

    /** Holds data of other files and no results. */
    private static final String DATA = "digits.npz";

    private Verifier() {}

    /**
     * Replays a directory.
     *
     * @param directory the golden files
     * @param weights meta-parameters by the name of their architecture
     * @param device where the NDArray kernel runs; on an accelerator only this kernel is checked
     * @param progress told of each file before it is replayed
     * @return the result
     * @throws UserException if the directory or a file in it cannot be read
     */
    public static VerifyResult run(
            Path directory,
            Map<String, MetaParameters> weights,
            Device device,
            Consumer<String> progress) {
        Findings findings = new Findings();
        Setting setting = new Setting(weights, device);
        for (Path path : files(directory)) {
            String name = path.getFileName().toString();
            Optional<GoldenCheck> check = CHECKS.stream().filter(c -> c.knows(name)).findFirst();
            if (check.isPresent()) {
                progress.accept(name);
                check.get().run(GoldenFile.read(path), setting, findings);
            } else if (!name.equals(DATA)) {
                findings.unchecked(name, "no check knows a file of this name");
            }
        }
        if (!device.isGpu() && !HostKernel.VECTOR.isAvailable()) {
            findings.unchecked("the vector kernel", "for this " + HostKernel.VECTOR.remedy());
        }
        return new VerifyResult(findings);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.(npz|json)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read the reference directory "
                            + directory
                            + "; name the folder of golden files with --reference.",
                    e);
        }
    }
}

package org.djlcelo.metatrain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import org.djlcelo.metatrain.inner.Stage;

/**
 * What a run is, as {@code run.json} and portable checkpoints tell it.
 *
 * @param settings the run's settings
 * @param data what the data sets are
 * @param licences their licences
 * @param start how the weights that the run started from were made, null for random ones
 * @param continued where the run took over from another folder or machine, null if it didn't
 */
record RunDescription(
        Settings settings,
        List<String> data,
        List<String> licences,
        String start,
        Continuation continued) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * Where fresh particles took over.
     *
     * @param stage the stage then in progress
     * @param iteration its meta-iterations done by then
     */
    record Continuation(Stage stage, int iteration) {}

    RunDescription with(Settings other) {
        return new RunDescription(other, data, licences, start, continued);
    }

    RunDescription with(Continuation continuation) {
        return new RunDescription(settings, data, licences, start, continuation);
    }

    /** The iteration at which the particles of a stage were fresh. */
    int firstIteration(Stage stage) {
        return continued != null && continued.stage() == stage ? continued.iteration() : 0;
    }

    String toJson() {
        return GSON.toJson(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws JsonParseException if it isn't that
     */
    static RunDescription fromJson(String json) {
        RunDescription description = GSON.fromJson(json, RunDescription.class);
        if (description == null || description.settings() == null) {
            throw new JsonParseException("it holds no settings");
        }
        return description;
    }
}

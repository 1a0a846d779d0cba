package org.djlcelo.eval.campaign;

/** Why a run is made, in the order of what is learned from it. */
public enum Stage {

    /** The search on one task, around whose winners others search. */
    PILOT("pilot", "seeds of the search, all settings; other tasks try rates around its winners"),

    /** The search for the best setting. */
    SEARCH("search", "seeds of the search, settings from the centre outwards"),

    /** The best setting, again. */
    REPEAT("repeat", "the other seeds, at the setting that won the search"),

    /** Runs that show an effect and are not scored. */
    EFFECT("effect", "re-scaled parameters, for a figure; not scored");

    private final String title;
    private final String reason;

    Stage(String title, String reason) {
        this.title = title;
        this.reason = reason;
    }

    /**
     * Returns the name.
     *
     * @return one word
     */
    public String title() {
        return title;
    }

    /**
     * Returns what is run, and why.
     *
     * @return a few words
     */
    public String reason() {
        return reason;
    }
}

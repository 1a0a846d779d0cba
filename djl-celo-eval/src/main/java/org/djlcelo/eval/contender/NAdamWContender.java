package org.djlcelo.eval.contender;

import java.util.SortedMap;
import java.util.TreeMap;
import org.djlcelo.baselines.NAdamW;
import org.djlcelo.baselines.NAdamWConfiguration;

/**
 * NAdamW with one configuration, whose schedule is stretched over the run.
 *
 * @param search the search that it belongs to
 * @param index which configuration of it
 */
record NAdamWContender(NAdamWSearch search, int index) implements Contender {

    /** {@inheritDoc} */
    @Override
    public String name() {
        return search.prefix() + ContenderCatalog.AT + index;
    }

    /** {@inheritDoc} */
    @Override
    public String spec() {
        return ContenderCatalog.NADAMW + ContenderCatalog.AT + index;
    }

    /** {@inheritDoc} */
    @Override
    public String family() {
        return search.family();
    }

    /** {@inheritDoc} */
    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("implementation", NAdamW.class.getName());
        settings.put("configuration", configuration().toString());
        return settings;
    }

    /** {@inheritDoc} */
    @Override
    public Rig start(int totalSteps, int threads) {
        return new HandDesignedRig(configuration().optimizer(totalSteps));
    }

    private NAdamWConfiguration configuration() {
        return search.configurations().get(index);
    }
}

package org.djlcelo.eval.task;

import org.djlcelo.data.DataException;
import org.djlcelo.eval.data.DataPlan;
import org.djlcelo.eval.data.ImageParts;

/** Which part of a set an image task trains on. */
enum ImageCut {
    /** All training images; none is held back. */
    ALL {
        @Override
        ImageParts of(DataPlan plan, String dataSet) throws DataException {
            return plan.allImages(dataSet);
        }
    },
    /** The part that the paper trains on, with another to validate. */
    PAPER {
        @Override
        ImageParts of(DataPlan plan, String dataSet) throws DataException {
            return plan.images(dataSet);
        }
    };

    abstract ImageParts of(DataPlan plan, String dataSet) throws DataException;
}

package org.djlcelo.metatrain;

import java.util.List;
import org.djlcelo.metatrain.inner.InnerTask;

/**
 * Tasks that are scored together.
 *
 * @param title what they are
 * @param tasks at least one
 */
record TaskGroup(String title, List<InnerTask> tasks) {}

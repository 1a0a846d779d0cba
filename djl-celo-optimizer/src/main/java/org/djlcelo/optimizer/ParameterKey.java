package org.djlcelo.optimizer;

import ai.djl.Device;

/**
 * One parameter's copy on one device.
 *
 * @param id DJL's parameter id, new in every process
 * @param device where the copy is
 */
record ParameterKey(String id, Device device) {}

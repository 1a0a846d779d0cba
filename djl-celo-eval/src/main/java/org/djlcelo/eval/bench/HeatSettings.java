package org.djlcelo.eval.bench;

import ai.djl.Device;
import java.util.List;
import org.djlcelo.lopt.MetaParameters;

/**
 * What a fork is told about its heat.
 *
 * @param racers who takes turns
 * @param threads threads of whatever can use more than one
 * @param theta Celo's weights
 * @param device where parameters live
 */
record HeatSettings(List<Racer> racers, int threads, MetaParameters theta, Device device) {}

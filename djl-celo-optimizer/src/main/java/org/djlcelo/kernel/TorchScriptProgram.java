package org.djlcelo.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * Writes the update of tensors of one layout as the text of a TorchScript program.
 *
 * <p>The steps are those of {@link NDArrayKernel}, on the same state and weights. Accumulators are
 * returned, not changed in place: PyTorch fuses neighbouring element-wise operations only where
 * they don't write to what they were given. A rule's and a policy's constants are in the text,
 * shapes are not, so that all tensors share one program.
 */
final class TorchScriptProgram {

    /** The method for tensors of rank 2 or more. */
    static final String FACTORED = "factored";

    /** The method for scalars and vectors. */
    static final String FULL = "full";

    /** Python, with constants in capitals. */
    private static final String TEXT =
            """
            class Celo(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool

              def clipped(self: __torch__.Celo, gradient: Tensor) -> Tensor:
                return torch.clamp(gradient * SCALE, -BOUND, BOUND)

              def stacked(self: __torch__.Celo, tensors: List[Tensor], shape: List[int]) -> Tensor:
                if len(tensors) == 1:
                  all = tensors[0]
                else:
                  all = torch.stack(tensors, 0)
                return all.reshape(shape)

              def is_bad(self: __torch__.Celo, g: Tensor) -> Tensor:
                if SKIP_NAN:
                  bad = torch.isnan(torch.sum(g.reshape([g.size(0), -1]), [1]))
                else:
                  bad = torch.zeros([g.size(0)], dtype=BOOL, device=g.device)
                return bad

              def moments(self: __torch__.Celo, old: Tensor, g: Tensor, squares: Tensor,
                  decay: Tensor, rate: Tensor) -> Tensor:
                return old * decay + torch.cat([g, g, g, squares], 1) * rate

              def statistics(self: __torch__.Celo, old: Tensor, means: Tensor,
                  weights: List[Tensor]) -> Tensor:
                added = (means + SQUARE_EPSILON) * weights[9].reshape([3, 1])
                return old * weights[8].reshape([3, 1]) + added

              def elements(self: __torch__.Celo, p: Tensor, g: Tensor, moments: Tensor,
                  gradient_factor: Tensor, momentum_factor: Tensor) -> Tensor:
                m = moments[:, 0:3]
                s = torch.rsqrt(moments[:, 3:4] + SECOND_MOMENT_EPSILON)
                bounded = torch.clamp(g, -FEATURE_CLIP, FEATURE_CLIP)
                channels = torch.cat([g, bounded, p, moments, s, g * s, m * s,
                    gradient_factor * g, momentum_factor * m], 1)
                return channels.reshape([p.size(0), CHANNELS, -1])

              def with_rsqrt(self: __torch__.Celo, statistics: Tensor) -> Tensor:
                return torch.cat([statistics, torch.rsqrt(statistics + STATISTIC_EPSILON)], 1)

              def mean_squares(self: __torch__.Celo, channels: Tensor) -> Tensor:
                return torch.mean(channels * channels, [2])

              def normalized(self: __torch__.Celo, weight: Tensor, squares: List[Tensor]) -> Tensor:
                factors = torch.rsqrt(torch.cat(squares, 1) + NORMALIZATION_EPSILON)
                return weight * torch.unsqueeze(factors, 1)

              def layer(self: __torch__.Celo, bias: Tensor, weight: Tensor, x: Tensor) -> Tensor:
                if x.size(0) == 1:
                  y = torch.unsqueeze(torch.addmm(bias, weight, x[0]), 0)
                else:
                  y = torch.matmul(weight, x) + bias
                return y

              def step(self: __torch__.Celo, hidden: Tensor, p_square: Tensor, eta: Tensor,
                  weights: List[Tensor]) -> Tensor:
                second = torch.relu(self.layer(weights[3], weights[2], torch.relu(hidden)))
                out = self.layer(weights[5], weights[4], second)
                if SCALED:
                  length = torch.unsqueeze(torch.sqrt(p_square + SCALE_EPSILON) * eta, 1)
                else:
                  length = eta
                return out[:, 0] * torch.exp(out[:, 1]) * length

              def finish(self: __torch__.Celo, parameters: List[Tensor], p: Tensor, step: Tensor,
                  eta: Tensor, decay: float, bad: Tensor, state: List[Tensor],
                  fresh: List[Tensor]) -> List[Tensor]:
                flat = step + p.reshape([p.size(0), -1]) * (eta * decay)
                change = torch.where(torch.unsqueeze(bad, 1), 0.0, flat)
                shape = parameters[0].size()
                if len(parameters) == 1:
                  parameters[0].sub_(change.reshape(shape))
                else:
                  changes = torch.unbind(change.reshape([p.size(0)] + shape), 0)
                  torch._foreach_sub_(parameters, changes)
                bad_moments = bad.reshape([-1] + [1] * (state[0].dim() - 1))
                bad_statistics = bad.reshape([-1, 1, 1])
                return [torch.where(bad_moments, state[0], fresh[0]),
                    torch.where(bad_statistics, state[1], fresh[1]), torch.sum(bad.to(FLOAT))]

              def full(self: __torch__.Celo, parameters: List[Tensor], gradients: List[Tensor],
                  state: List[Tensor], eta: Tensor, weights: List[Tensor],
                  decay: float) -> List[Tensor]:
                shape = [len(parameters), 1, parameters[0].numel()]
                p = self.stacked(parameters, shape)
                raw = self.clipped(self.stacked(gradients, shape))
                bad = self.is_bad(raw)
                g = torch.where(bad.reshape([-1, 1, 1]), 0.0, raw)
                squares = g * g
                moments = self.moments(state[0], g, squares,
                    weights[6].reshape([4, 1]), weights[7].reshape([4, 1]))
                v = self.statistics(state[1], squares, weights)
                x = self.elements(p, g, moments, torch.rsqrt(v + FACTOR_EPSILON),
                    torch.rsqrt(v + VECTOR_EPSILON))
                s = self.with_rsqrt(v)
                x_squares = self.mean_squares(x)
                s_squares = self.mean_squares(s)
                first = self.normalized(weights[0], [x_squares, s_squares, s_squares])
                both = first[:, :, 18:24] + first[:, :, 24:30]
                hidden = torch.matmul(first[:, :, 0:18], x) + torch.matmul(both, s) + weights[1]
                step = self.step(hidden, x_squares[:, 2], eta, weights)
                return self.finish(parameters, p, step, eta, decay, bad, state, [moments, v])

              def factored(self: __torch__.Celo, parameters: List[Tensor],
                  gradients: List[Tensor], state: List[Tensor], eta: Tensor,
                  weights: List[Tensor], decay: float, axes: List[int], d0: int,
                  d1: int) -> List[Tensor]:
                members = len(parameters)
                shape = [members, 1] + axes
                p = self.stacked(parameters, shape)
                raw = self.clipped(self.stacked(gradients, shape))
                bad = self.is_bad(raw)
                g = torch.where(bad.reshape([-1, 1, 1, 1, 1, 1, 1]), 0.0, raw)
                squares = g * g
                moments = self.moments(state[0], g, squares,
                    weights[6].reshape([4, 1, 1, 1, 1, 1]), weights[7].reshape([4, 1, 1, 1, 1, 1]))
                rows = torch.mean(squares, [d0], True)
                columns = torch.mean(squares, [d1], True)
                r = rows[0].numel()
                row_axes = rows.size()[2:]
                column_axes = columns.size()[2:]
                means = torch.cat([rows.reshape([members, 1, -1]),
                    columns.reshape([members, 1, -1])], 2)
                v = self.statistics(state[1], means, weights)
                v_row = v[:, :, 0:r].reshape([members, 3] + row_axes)
                v_column = v[:, :, r:].reshape([members, 3] + column_axes)
                relative = v_row / (torch.mean(v_row, [d1], True) + FACTOR_EPSILON)
                row_factor = torch.rsqrt(torch.clamp_min(relative, FACTOR_EPSILON))
                column_factor = torch.rsqrt(torch.clamp_min(v_column, FACTOR_EPSILON))
                factor = row_factor * column_factor
                x = self.elements(p, g, moments, factor, factor)
                s = self.with_rsqrt(v)
                s_row = s[:, :, 0:r]
                s_column = s[:, :, r:]
                x_squares = self.mean_squares(x)
                first = self.normalized(weights[0], [x_squares,
                    self.mean_squares(s_row), self.mean_squares(s_column)])
                row_bias = torch.matmul(first[:, :, 18:24], s_row) + weights[1]
                column_bias = torch.matmul(first[:, :, 24:30], s_column)
                hidden = (torch.matmul(first[:, :, 0:18], x)
                    .reshape([members, WIDTH] + axes)
                    + row_bias.reshape([members, WIDTH] + row_axes)
                    + column_bias.reshape([members, WIDTH] + column_axes))
                step = self.step(hidden.reshape([members, WIDTH, -1]), x_squares[:, 2], eta, weights)
                return self.finish(parameters, p, step, eta, decay, bad, state, [moments, v])
            """;

    private TorchScriptProgram() {}

    /**
     * Writes the program.
     *
     * @param rule the rule
     * @param policy what is done to gradients first
     * @return the text
     */
    static String of(UpdateRule rule, GradientPolicy policy) {
        String text = TEXT;
        for (Map.Entry<String, Object> number : numbers(rule, policy).entrySet()) {
            text = text.replaceAll("\\b" + number.getKey() + "\\b", number.getValue().toString());
        }
        return text;
    }

    private static Map<String, Object> numbers(UpdateRule rule, GradientPolicy policy) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        RuleConstants constants = rule.constants();
        put(numbers, "SCALE", policy.scale());
        put(numbers, "BOUND", NDArrayNumbers.bound(rule.constants(), policy));
        put(numbers, "FEATURE_CLIP", RuleConstants.FEATURE_CLIP);
        put(numbers, "SQUARE_EPSILON", RuleConstants.SQUARE_EPSILON);
        put(numbers, "SECOND_MOMENT_EPSILON", constants.secondMomentEpsilon());
        put(numbers, "FACTOR_EPSILON", constants.factorEpsilon());
        put(numbers, "STATISTIC_EPSILON", constants.statisticEpsilon());
        put(numbers, "NORMALIZATION_EPSILON", constants.normalizationEpsilon());
        put(numbers, "SCALE_EPSILON", constants.scaleEpsilon());
        put(numbers, "VECTOR_EPSILON", constants.vectorMomentumEpsilon());
        numbers.put("SCALED", constants.scalesWithParameter() ? "True" : "False");
        numbers.put("SKIP_NAN", policy.skipNaN() ? "True" : "False");
        numbers.put("WIDTH", rule.mlp().width());
        numbers.put("CHANNELS", NDArrayNetwork.ELEMENT_CHANNELS);
        // PyTorch's numbers of types
        numbers.put("FLOAT", 6);
        numbers.put("BOOL", 11);
        return numbers;
    }

    /**
     * Python's floats are doubles: the exact value, not the shortest text that rounds to it. It has
     * no literal for infinity.
     */
    private static void put(Map<String, Object> numbers, String name, float value) {
        numbers.put(
                name,
                value == Float.POSITIVE_INFINITY ? "float(\"inf\")" : (Object) (double) value);
    }
}

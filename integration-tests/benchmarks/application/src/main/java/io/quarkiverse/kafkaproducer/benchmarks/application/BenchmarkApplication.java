package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Reads {@link Request}s from its standard input, a JSON object a line, and answers each with {@link Measured} on its
 * standard output, until the input ends. Who starts it says what is measured when, so that contenders of several processes
 * can have their turns.
 */
@QuarkusMain
public class BenchmarkApplication implements QuarkusApplication {

    @Inject
    Contenders contenders;

    @Inject
    ObjectMapper mapper;

    private final Map<Integer, Sample> samples = new HashMap<>();

    @Override
    public int run(String... arguments) throws Exception {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            System.out.println(mapper.writeValueAsString(measure(mapper.readValue(line, Request.class))));
        }
        return 0;
    }

    private Measured measure(Request request) throws Exception {
        Sample sample = sample(request.bytes());
        return request.isBurst()
                ? new Burst(contenders.burst(request.contender()), sample, request.count()).measure()
                : new Senders(contenders.waiting(request.contender()), sample, request).measure();
    }

    private Sample sample(int bytes) throws JsonProcessingException {
        Sample sample = samples.get(bytes);
        if (sample == null) {
            sample = Sample.of(bytes, mapper);
            samples.put(bytes, sample);
        }
        return sample;
    }
}

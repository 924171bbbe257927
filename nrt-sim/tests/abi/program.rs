//! Small HLO modules, and their NEFFs by the built compiler.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use nrt_sim::hlo::proto::{
    AliasEntry, FrontendAttributes, GatherDimensionNumbers, HloComputationProto,
    HloInputOutputAliasProto, HloInstructionProto, HloModuleProto, LayoutProto, ProgramShapeProto,
    ReplicaGroup, ShapeProto,
};
use nrt_sim::products::Products;
use prost::Message;

/// HLO's numbers of types.
pub(crate) const S32: i32 = 4;
pub(crate) const F32: i32 = 11;
const TUPLE: i32 = 13;

/// An entry computation in the making.
pub(crate) struct Program {
    instructions: Vec<HloInstructionProto>,
    computations: Vec<HloComputationProto>,
    aliases: Vec<AliasEntry>,
}

/// A shape in row-major order.
pub(crate) fn shape(element: i32, dims: &[i64]) -> ShapeProto {
    let minor_to_major = (0..dims.len() as i64).rev().collect();
    ShapeProto {
        element_type: element,
        dimensions: dims.to_vec(),
        layout: Some(LayoutProto { minor_to_major, ..LayoutProto::default() }),
        ..ShapeProto::default()
    }
}

fn attribute(key: &str, value: &str) -> Option<FrontendAttributes> {
    Some(FrontendAttributes { map: BTreeMap::from([(key.to_owned(), value.to_owned())]) })
}

impl Program {
    pub(crate) fn new() -> Program {
        Program { instructions: Vec::new(), computations: Vec::new(), aliases: Vec::new() }
    }

    /// Adds an instruction and gives its id.
    pub(crate) fn push(
        &mut self,
        opcode: &str,
        shape: ShapeProto,
        operands: &[i64],
        edit: impl FnOnce(&mut HloInstructionProto),
    ) -> i64 {
        let id = 100 + self.instructions.len() as i64;
        let mut instruction = HloInstructionProto {
            name: format!("{opcode}.{id}"),
            opcode: opcode.to_owned(),
            shape: Some(shape),
            id,
            operand_ids: operands.to_vec(),
            ..HloInstructionProto::default()
        };
        edit(&mut instruction);
        self.instructions.push(instruction);
        id
    }

    pub(crate) fn parameter(&mut self, name: &str, shape: ShapeProto) -> i64 {
        let is = |instruction: &&HloInstructionProto| instruction.opcode == "parameter";
        let number = self.instructions.iter().filter(is).count() as i64;
        self.push("parameter", shape, &[], |parameter| {
            parameter.parameter_number = number;
            parameter.frontend_attributes = attribute("neff_input_names", name);
        })
    }

    pub(crate) fn alias(&mut self, output: i64, parameter: i64) {
        self.aliases.push(AliasEntry {
            output_shape_index: vec![output],
            parameter_number: parameter,
            kind: 2,
            ..AliasEntry::default()
        });
    }

    /// Ends the program with these outputs; the bytes of its module.
    pub(crate) fn finish(mut self, outputs: &[(&str, i64)]) -> Vec<u8> {
        let of = |id: i64| {
            let found = self.instructions.iter().find(|instruction| instruction.id == id);
            found.unwrap().shape.clone().unwrap()
        };
        let result = ShapeProto {
            element_type: TUPLE,
            tuple_shapes: outputs.iter().map(|(_, id)| of(*id)).collect(),
            ..ShapeProto::default()
        };
        let ids: Vec<i64> = outputs.iter().map(|(_, id)| *id).collect();
        let names: Vec<&str> = outputs.iter().map(|(name, _)| *name).collect();
        let root = self.push("tuple", result.clone(), &ids, |tuple| {
            tuple.frontend_attributes = attribute("neff_output_names", &names.join(","));
        });
        let parameters = self.instructions.iter().filter(|at| at.opcode == "parameter");
        let program_shape = ProgramShapeProto {
            parameters: parameters.clone().map(|at| at.shape.clone().unwrap()).collect(),
            result: Some(result),
            parameter_names: parameters.map(|at| at.name.clone()).collect(),
        };
        self.computations.push(HloComputationProto {
            name: "main".into(),
            instructions: self.instructions,
            program_shape: Some(program_shape.clone()),
            id: 9,
            root_id: root,
        });
        let aliases = HloInputOutputAliasProto { entries: self.aliases };
        let module = HloModuleProto {
            name: "program".into(),
            entry_computation_name: "main".into(),
            computations: self.computations,
            host_program_shape: Some(program_shape),
            id: 1,
            entry_computation_id: 9,
            input_output_alias: Some(aliases).filter(|aliases| !aliases.entries.is_empty()),
            ..HloModuleProto::default()
        };
        module.encode_to_vec()
    }
}

/// One step of a descent: w ← w − x in w's memory, and y = w · x of the w that was.
pub(crate) fn step() -> Vec<u8> {
    let mut program = Program::new();
    let three = shape(F32, &[3]);
    let w = program.parameter("w.must_alias_input", three.clone());
    let x = program.parameter("x", three.clone());
    let updated = program.push("subtract", three.clone(), &[w, x], |_| {});
    let product = program.push("multiply", three, &[w, x], |_| {});
    program.alias(0, 0);
    program.finish(&[("w", updated), ("y", product)])
}

/// y = log x.
pub(crate) fn logarithm() -> Vec<u8> {
    let mut program = Program::new();
    let x = program.parameter("x", shape(F32, &[2]));
    let y = program.push("log", shape(F32, &[2]), &[x], |_| {});
    program.finish(&[("y", y)])
}

/// y[i] = table[at[i]], two of four.
pub(crate) fn lookup() -> Vec<u8> {
    let mut program = Program::new();
    let table = program.parameter("table", shape(F32, &[4]));
    let at = program.parameter("at", shape(S32, &[2, 1]));
    let y = program.push("gather", shape(F32, &[2]), &[table, at], |gather| {
        gather.gather_slice_sizes = vec![1];
        gather.gather_dimension_numbers = Some(GatherDimensionNumbers {
            collapsed_slice_dims: vec![0],
            start_index_map: vec![0],
            index_vector_dim: 1,
            ..GatherDimensionNumbers::default()
        });
    });
    program.finish(&[("y", y)])
}

/// y = the sum of x over `devices` devices.
pub(crate) fn all_reduce(devices: i64) -> Vec<u8> {
    let mut program = Program::new();
    let scalar = shape(F32, &[]);
    let mut sum = Program::new();
    let a = sum.push("parameter", scalar.clone(), &[], |at| at.name = "sum.a".into());
    let b = sum.push("parameter", scalar.clone(), &[], |at| {
        at.name = "sum.b".into();
        at.parameter_number = 1;
    });
    let root = sum.push("add", scalar.clone(), &[a, b], |at| at.name = "sum.add".into());
    // Ids are unique in the whole module.
    let mut instructions = sum.instructions;
    for instruction in &mut instructions {
        instruction.id -= 90;
        instruction.operand_ids.iter_mut().for_each(|id| *id -= 90);
    }
    program.computations.push(HloComputationProto {
        name: "sum".into(),
        instructions,
        program_shape: Some(ProgramShapeProto {
            parameters: vec![scalar.clone(), scalar.clone()],
            result: Some(scalar),
            parameter_names: vec!["sum.a".into(), "sum.b".into()],
        }),
        id: 8,
        root_id: root - 90,
    });
    let x = program.parameter("x", shape(F32, &[2]));
    let y = program.push("all-reduce", shape(F32, &[2]), &[x], |reduce| {
        reduce.called_computation_ids = vec![8];
        reduce.replica_groups = vec![ReplicaGroup { replica_ids: (0..devices).collect() }];
    });
    program.finish(&[("y", y)])
}

/// The NEFF of a module, by the built compiler, for trn1 unless the words say otherwise.
pub(crate) fn compile(module: &[u8], folder: &Path, words: &[&str]) -> Vec<u8> {
    let (input, output) = (folder.join("module.pb"), folder.join("module.neff"));
    fs::write(&input, module).unwrap();
    let output_of_run = Command::new(&Products::build().unwrap().compiler)
        .current_dir(folder)
        .args(["compile", "module.pb", "--framework", "XLA", "--target", "trn1"])
        .args(["--output", "module.neff"])
        .args(words)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output_of_run.stderr);
    assert!(output_of_run.status.success(), "{said}");
    fs::read(output).unwrap()
}

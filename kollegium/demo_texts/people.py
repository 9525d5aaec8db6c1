"""Who lives and works in the demo municipality; every name is made up."""

from .shapes import Person, School

MUNICIPALITY = "Ekåsa kommun"

SCHOOLS = (
    School("bjorkskolan", "Björkskolan", "F–9"),
    School("tallbacken", "Tallbackens skola", "F–6"),
)

PEOPLE = {
    "anna": Person("anna", "Anna", "Ask", "anna@bjorkskolan.example", "teacher", "bjorkskolan"),
    "bo": Person("bo", "Bo", "Berg", "bo@bjorkskolan.example", "teacher", "bjorkskolan"),
    "carin": Person("carin", "Carin", "Ceder", "carin@bjorkskolan.example", "teacher", "bjorkskolan"),
    "ester": Person("ester", "Ester", "Enberg", "ester@bjorkskolan.example", "teacher", "bjorkskolan"),
    "farid": Person("farid", "Farid", "Fadel", "farid@bjorkskolan.example", "teacher", "bjorkskolan"),
    "karim": Person("karim", "Karim", "Kassem", "karim@bjorkskolan.example", "teacher", "bjorkskolan"),
    "lena": Person("lena", "Lena", "Lind", "lena@bjorkskolan.example", "teacher", "bjorkskolan"),
    "mirja": Person("mirja", "Mirja", "Mäki", "mirja@bjorkskolan.example", "teacher", "bjorkskolan"),
    "oskar": Person("oskar", "Oskar", "Olin", "oskar@bjorkskolan.example", "teacher", "bjorkskolan"),
    "david": Person("david", "David", "Dal", "david@bjorkskolan.example", "teacher", "bjorkskolan"),
    "petra": Person("petra", "Petra", "Pihl", "petra@bjorkskolan.example", "teacher", "bjorkskolan"),
    "henrik": Person("henrik", "Henrik", "Holm", "henrik@bjorkskolan.example", "teacher", "bjorkskolan"),
    "johan": Person("johan", "Johan", "Juhl", "johan@bjorkskolan.example", "teacher", "bjorkskolan"),
    "rana": Person("rana", "Rana", "Rahim", "rana@bjorkskolan.example", "teacher", "bjorkskolan"),
    "sara": Person("sara", "Sara", "Sund", "sara@bjorkskolan.example", "teacher", "bjorkskolan"),
    "ulla": Person("ulla", "Ulla", "Uhr", "ulla@bjorkskolan.example", "teacher", "bjorkskolan"),
    "viktor": Person("viktor", "Viktor", "Vik", "viktor@bjorkskolan.example", "teacher", "bjorkskolan"),
    "eva": Person("eva", "Eva", "Ek", "eva@bjorkskolan.example", "teacher", "bjorkskolan"),
    "yvonne": Person("yvonne", "Yvonne", "Ymer", "yvonne@tallbacken.example", "teacher", "tallbacken"),
    "amina": Person("amina", "Amina", "Azar", "amina@tallbacken.example", "teacher", "tallbacken"),
    "birgit": Person("birgit", "Birgit", "Bly", "birgit@tallbacken.example", "teacher", "tallbacken"),
    "elsa": Person("elsa", "Elsa", "Edh", "elsa@tallbacken.example", "teacher", "tallbacken"),
    "maja": Person("maja", "Maja", "Mo", "maja@tallbacken.example", "teacher", "tallbacken"),
    "stina": Person("stina", "Stina", "Strand", "stina@tallbacken.example", "teacher", "tallbacken"),
    "wilma": Person("wilma", "Wilma", "Wall", "wilma@tallbacken.example", "teacher", "tallbacken"),
    "zeinab": Person("zeinab", "Zeinab", "Zand", "zeinab@tallbacken.example", "teacher", "tallbacken"),
    "gustav": Person("gustav", "Gustav", "Grip", "gustav@tallbacken.example", "teacher", "tallbacken"),
    "irene": Person("irene", "Irene", "Isberg", "irene@tallbacken.example", "teacher", "tallbacken"),
    "jonas": Person("jonas", "Jonas", "Jarl", "jonas@tallbacken.example", "teacher", "tallbacken"),
    "klara": Person("klara", "Klara", "Krook", "klara@tallbacken.example", "teacher", "tallbacken"),
    "lars": Person("lars", "Lars", "Lund", "lars@tallbacken.example", "teacher", "tallbacken"),
    "olle": Person("olle", "Olle", "Odén", "olle@tallbacken.example", "teacher", "tallbacken"),
    "pia": Person("pia", "Pia", "Palm", "pia@tallbacken.example", "teacher", "tallbacken"),
    "rolf": Person("rolf", "Rolf", "Rask", "rolf@tallbacken.example", "teacher", "tallbacken"),
    "tove": Person("tove", "Tove", "Törn", "tove@tallbacken.example", "teacher", "tallbacken"),
    "gunilla": Person("gunilla", "Gunilla", "Gran", "gunilla@bjorkskolan.example", "principal", "bjorkskolan"),
    "tomas": Person("tomas", "Tomas", "Tall", "tomas@tallbacken.example", "principal", "tallbacken"),
    "hakan": Person("hakan", "Håkan", "Hed", "hakan@ekasa.example", "development_leader", None),
    "inga": Person("inga", "Inga", "Ik", "inga@ekasa.example", "admin", None),
    "nils": Person("nils", "Nils", "Norr", "nils@ekasa.example", "authority", None),
}

INVITED = "eva"
